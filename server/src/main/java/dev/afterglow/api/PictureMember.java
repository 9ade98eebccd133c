package dev.afterglow.api;

import dev.afterglow.http.ApiError;
import dev.afterglow.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the one picture of a body, under any of its names: a string, an array of one, or an object
 * with the address in {@code url} (or {@code image_url}, as OpenAI has it). What else stands in the
 * object is refused, unless it says what is the case anyway.
 */
public final class PictureMember {
  private static final int MOST_PICTURES = 1;
  private static final List<String> ADDRESS = List.of("url", "image_url");

  private static final String FIRST_FRAME = "first_frame";

  /** What others call a picture, and the place that it has here. */
  private static final Set<String> TYPES = Set.of("image_url", "image", "input_image", FIRST_FRAME);

  private PictureMember() {}

  /**
   * The reference and its place in the body, such as {@code image_urls[0]}.
   *
   * @throws ApiError 400 for a second picture or a value of another form
   */
  static Optional<MemberValue<String>> read(JsonBody body) {
    return MemberValue.agreed(
        Vocabulary.PICTURE.stream()
            .flatMap(name -> body.filled(name).flatMap(value -> read(name, value)).stream())
            .toList());
  }

  private static Optional<MemberValue<String>> read(String name, JsonNode value) {
    if (!value.isArray()) {
      return Optional.of(one(name, value));
    }
    List<MemberValue<String>> entries = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode entry = value.get(i);
      if (!entry.isString() || !JsonBody.isEmpty(entry)) { // a form's field that was left empty
        entries.add(one(name + "[" + i + "]", entry));
      }
    }
    if (entries.size() > MOST_PICTURES) {
      throw ApiError.invalid("image.many", name, entries.size());
    }
    return entries.stream().findFirst();
  }

  private static MemberValue<String> one(String place, JsonNode value) {
    if (value.isString()) {
      return said(place, value);
    }
    if (!value.isObject()) {
      throw ApiError.invalid("image.form", place, JsonBody.shown(value));
    }
    List<MemberValue<String>> addresses = new ArrayList<>();
    for (String key : ADDRESS) {
      JsonNode address = value.path(key);
      if (address.isString() && !JsonBody.isEmpty(address)) {
        addresses.add(said(place + "." + key, address));
      } else if (address.isObject()) { // {"type":"image_url","image_url":{"url":...}}
        addresses.add(one(place + "." + key, address));
      }
    }
    MemberValue<String> address =
        MemberValue.agreed(addresses).orElseThrow(() -> ApiError.invalid("image.object", place));
    requireNothingElse(place, value);
    return address;
  }

  /** The picture is the first frame, as it is: who says more of it means another film. */
  private static void requireNothingElse(String place, JsonNode object) {
    object.forEachEntry((name, value) -> {
      boolean fine =
          ADDRESS.contains(name)
              || JsonBody.isEmpty(value)
              || Vocabulary.isNeutral(value)
              || isUsual(name, value);
      if (!fine) {
        throw ApiError.invalid(
            "image.member", place + "." + Printable.of(name), JsonBody.shown(value));
      }
    });
  }

  /**
   * Whether a member beside the address changes nothing.
   *
   * @param name {@code detail} is how closely a model looks at it, for OpenAI's messages
   */
  public static boolean isUsual(String name, JsonNode value) {
    return switch (name) {
      case "detail" -> true;
      case "type" -> value.isString() && TYPES.contains(value.stringValue());
      case "role" -> value.isString() && value.stringValue().equals(FIRST_FRAME);
      default -> false;
    };
  }

  private static MemberValue<String> said(String place, JsonNode value) {
    return new MemberValue<>(place, Printable.of(value.toString()), value.stringValue());
  }
}
