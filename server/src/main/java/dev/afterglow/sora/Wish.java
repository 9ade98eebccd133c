package dev.afterglow.sora;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Shape;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Shown;
import dev.afterglow.tasks.GenerateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * What the body of a generation request asks for, checked against the contract, before the picture
 * it names has been looked at.
 *
 * @param orientation ignored where there is a picture
 * @param picture a reference to one: an address, an upload's link, a data URI
 */
record Wish(
    Model model,
    String prompt,
    int seconds,
    Resolution resolution,
    Orientation orientation,
    Optional<String> picture) {
  private static final int DEFAULT_SECONDS = 4;
  private static final int MOST_PICTURES = 1;
  private static final Map<String, Orientation> ASPECT_RATIOS =
      Map.of(
          "16:9", Orientation.LANDSCAPE,
          "landscape", Orientation.LANDSCAPE,
          "9:16", Orientation.PORTRAIT,
          "portrait", Orientation.PORTRAIT);
  private static final List<String> ASPECT_RATIO_NAMES =
      List.of("16:9", "9:16", "landscape", "portrait");

  /**
   * Reads a body.
   *
   * @throws ApiError 400 for the first member that is wrong
   */
  static Wish read(JsonNode json) {
    Body body = new Body(json);
    Model model = model(body);
    String prompt = prompt(body);
    int seconds = body.integer("duration", Shape.SECONDS).orElse(DEFAULT_SECONDS);
    Resolution resolution = resolution(body, model);
    Optional<String> picture = picture(body);
    // With a picture the contract ignores the aspect ratio: whatever it says, it says nothing.
    Orientation orientation = picture.isPresent() ? Orientation.LANDSCAPE : orientation(body);
    return new Wish(model, prompt, seconds, resolution, orientation, picture);
  }

  /** The film that is asked for, starting from this picture if there is one. */
  GenerateRequest request(Optional<Picture> taken) {
    Orientation held = taken.map(Picture::orientation).orElse(orientation);
    return new GenerateRequest(
        model, prompt, new Shape(resolution, held, seconds), taken, OptionalLong.empty());
  }

  private static Model model(Body body) {
    return Models.named(body.requiredString("model", Models.names()));
  }

  private static String prompt(Body body) {
    String prompt = body.string("prompt").orElseThrow(() -> ApiError.invalid("prompt.missing"));
    if (prompt.isBlank()) {
      throw ApiError.invalid("prompt.blank");
    }
    int length = prompt.codePointCount(0, prompt.length());
    if (length > GenerateRequest.LONGEST_PROMPT) {
      throw ApiError.invalid("prompt.long", length, GenerateRequest.LONGEST_PROMPT);
    }
    if (prompt.codePoints().anyMatch(Wish::unwritable)) {
      throw ApiError.invalid("prompt.characters");
    }
    return prompt;
  }

  /** NUL, which databases refuse, and halves of characters, which no encoding can write. */
  private static boolean unwritable(int point) {
    return point == 0 || Character.getType(point) == Character.SURROGATE;
  }

  private static Resolution resolution(Body body, Model model) {
    String name = body.string("resolution").orElse(Resolution.P720.id());
    return Resolution.of(name)
        .filter(model.resolutions()::contains)
        .orElseThrow(() ->
            ApiError.invalid(
                "resolution.value",
                Shown.of(name),
                model.id(),
                Body.list(model.resolutions().stream().map(Resolution::id).toList())));
  }

  private static Orientation orientation(Body body) {
    String name = body.string("aspect_ratio").orElse("16:9");
    return Optional.ofNullable(ASPECT_RATIOS.get(name))
        .orElseThrow(() ->
            ApiError.invalid(
                "field.value", "aspect_ratio", Shown.of(name), Body.list(ASPECT_RATIO_NAMES)));
  }

  /** An array of at most one; a bare string stands for an array of one. */
  private static Optional<String> picture(Body body) {
    Optional<JsonNode> given = body.member("image_urls");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = given.get();
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    if (!value.isArray()) {
      throw ApiError.invalid("image.array", Body.shown(value));
    }
    List<String> references = new ArrayList<>();
    for (JsonNode entry : value) {
      references.add(Body.string("image_urls[" + references.size() + "]", entry));
    }
    if (references.size() > MOST_PICTURES) {
      throw ApiError.invalid("image.many", references.size());
    }
    return references.stream().findFirst();
  }
}
