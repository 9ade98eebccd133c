package dev.afterglow.api;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.generation.FrameSize;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Prompt;
import dev.afterglow.tasks.PromptReading;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Language;
import dev.afterglow.text.Printable;
import dev.afterglow.webhooks.CallbackAddresses;
import dev.afterglow.webhooks.Webhooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The body of a generation request, in the contract's members or in those of its neighbours where
 * these mean exactly the same; {@link Vocabulary} has the names.
 *
 * @param spec the film, without its picture
 * @param picture a reference to it (an address, an upload's link, a data URI) and its place
 * @param webhook where the end of the task is to be told, as it was written
 */
public record GenerateBody(
    GenerationSpec spec, Optional<MemberValue<String>> picture, Optional<Webhook> webhook) {
  /** The catalogue of this package's texts, for {@link dev.afterglow.http.Messages#load}. */
  public static final String MESSAGES = "/dev/afterglow/api/messages";

  private static final int DEFAULT_SECONDS = 4;
  private static final Map<String, Orientation> ASPECT_RATIOS =
      Map.of(
          "16:9", Orientation.LANDSCAPE,
          "landscape", Orientation.LANDSCAPE,
          "9:16", Orientation.PORTRAIT,
          "portrait", Orientation.PORTRAIT);
  static final List<String> ASPECT_RATIO_NAMES = List.of("16:9", "9:16", "landscape", "portrait");
  private static final long RANDOM_SEED = -1;
  private static final Pattern SEED = Pattern.compile("\\d{1,18}"); // what every long can hold

  /**
   * A request to be told of the end of the task.
   *
   * @param address the base of the address, unchecked
   * @param language of the message's texts; empty for the request's own
   */
  public record Webhook(String address, Optional<Language> language) {}

  /**
   * Reads a body.
   *
   * @throws ApiError 400 for the first member that is wrong
   */
  public static GenerateBody read(JsonNode json) {
    JsonBody body = new JsonBody(json);
    Vocabulary.check(body);
    Model model = ModelNames.model(body.requiredString("model", ModelNames.all()));
    Prompt prompt = prompt(body.string("prompt"));
    int seconds = seconds(body);
    Optional<MemberValue<FrameSize>> size = size(body, model);
    Resolution resolution = resolution(body, model, size);
    Optional<MemberValue<String>> picture = PictureMember.read(body);
    // With a picture the contract ignores the aspect ratio: whatever it says, it says nothing.
    Orientation orientation = picture.isPresent() ? Orientation.LANDSCAPE : orientation(body, size);
    VideoFormat format = new VideoFormat(resolution, orientation, seconds);
    return new GenerateBody(
        new GenerationSpec(model, prompt, format, Optional.empty(), seed(body)),
        picture,
        webhook(body));
  }

  /**
   * The film, and where its end is to be told.
   *
   * @param exchange the request, whose language and address the message keeps to
   * @throws ApiError 400 if no messages may go to where the end is to be told
   */
  public GenerationSpec ordered(Exchange exchange, CallbackAddresses callbacks) {
    if (webhook.isEmpty()) {
      return spec;
    }
    String url =
        callbacks
            .of(webhook.get().address())
            .orElseThrow(() ->
                ApiError.invalid("webhook.address", Webhooks.LONGEST_URL)
                    .about(Vocabulary.WEBHOOK));
    Language language = webhook.get().language().orElse(exchange.language());
    return spec.withCallback(new Callback(url, language.code(), exchange.baseUrl()));
  }

  private static Optional<Webhook> webhook(JsonBody body) {
    if (body.filled(Vocabulary.WEBHOOK).filter(Vocabulary::isNeutral).isPresent()) {
      return Optional.empty();
    }
    return body.filledString(Vocabulary.WEBHOOK)
        .map(address -> new Webhook(address, language(body)));
  }

  /** The contract's other languages are answered in English. */
  private static Optional<Language> language(JsonBody body) {
    return body.filled(Vocabulary.LANGUAGE)
        .filter(JsonNode::isString)
        .map(said -> said.stringValue().strip().equalsIgnoreCase("zh") ? Language.ZH : Language.EN);
  }

  /**
   * The prompt, if it is one.
   *
   * @throws ApiError 400 saying what is wrong with it
   */
  public static Prompt prompt(Optional<String> given) {
    String text = given.orElseThrow(() -> ApiError.invalid("prompt.missing").about("prompt"));
    return switch (Prompt.read(text)) {
      case Prompt prompt -> prompt;
      case PromptReading.Fault fault -> throw fault(fault, text).about("prompt");
    };
  }

  private static ApiError fault(PromptReading.Fault fault, String text) {
    return switch (fault) {
      case BLANK -> ApiError.invalid("prompt.blank");
      case TOO_LONG ->
          ApiError.invalid("prompt.long", text.codePointCount(0, text.length()), Prompt.LONGEST);
      case UNWRITABLE -> ApiError.invalid("prompt.characters");
    };
  }

  private static int seconds(JsonBody body) {
    List<MemberValue<Integer>> said = new ArrayList<>();
    for (String name : Vocabulary.DURATION) {
      body.integer(name, VideoFormat.SECONDS)
          .ifPresent(seconds -> said.add(new MemberValue<>(name, seconds.toString(), seconds)));
    }
    return MemberValue.agreed(said).map(MemberValue::value).orElse(DEFAULT_SECONDS);
  }

  private static Optional<MemberValue<FrameSize>> size(JsonBody body, Model model) {
    List<FrameSize> sizes = FrameSize.of(model);
    return body.filledString("size")
        .map(name -> {
          FrameSize size =
              FrameSize.named(name)
                  .filter(sizes::contains)
                  .orElseThrow(
                      () -> unavailable("size", name, model, sizes.stream().map(FrameSize::id)));
          return new MemberValue<>("size", name, size);
        });
  }

  private static Resolution resolution(
      JsonBody body, Model model, Optional<MemberValue<FrameSize>> size) {
    List<MemberValue<Resolution>> said = new ArrayList<>();
    body.filledString("resolution")
        .ifPresent(
            name -> said.add(new MemberValue<>("resolution", name, resolution(name, model))));
    size.ifPresent(both -> said.add(both.as(both.value().resolution())));
    return MemberValue.agreed(said).map(MemberValue::value).orElse(Resolution.P720);
  }

  private static Resolution resolution(String name, Model model) {
    return model
        .resolution(name)
        .orElseThrow(() ->
            unavailable(
                "resolution", name, model, model.resolutions().stream().map(Resolution::id)));
  }

  private static Orientation orientation(JsonBody body, Optional<MemberValue<FrameSize>> size) {
    List<MemberValue<Orientation>> said = new ArrayList<>();
    for (String member : Vocabulary.ASPECT_RATIO) {
      body.filledString(member)
          .ifPresent(name -> said.add(new MemberValue<>(member, name, orientation(member, name))));
    }
    size.ifPresent(both -> said.add(both.as(both.value().orientation())));
    return MemberValue.agreed(said).map(MemberValue::value).orElse(Orientation.LANDSCAPE);
  }

  private static Orientation orientation(String member, String name) {
    return Optional.ofNullable(ASPECT_RATIOS.get(name))
        .orElseThrow(() ->
            ApiError.invalid(
                "field.value", member, Printable.of(name), Argument.Choice.of(ASPECT_RATIO_NAMES)));
  }

  /** Not of the contract, but of everybody beside it; -1 is how many say that any will do. */
  private static OptionalLong seed(JsonBody body) {
    Optional<JsonNode> given = body.filled("seed");
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    String digits = JsonBody.digits(given.get());
    if (digits.equals(Long.toString(RANDOM_SEED))) {
      return OptionalLong.empty();
    }
    if (!SEED.matcher(digits).matches()) {
      throw ApiError.invalid("seed.value", JsonBody.shown(given.get()));
    }
    return OptionalLong.of(Long.parseLong(digits));
  }

  private static ApiError unavailable(
      String member, String value, Model model, Stream<String> accepted) {
    return ApiError.invalid(
        "model.value",
        member,
        Printable.of(value),
        model.id(),
        Argument.Choice.of(accepted.toList()));
  }
}
