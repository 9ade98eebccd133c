package dev.afterglow.api.openai;

import dev.afterglow.api.GenerateBody;
import dev.afterglow.api.Vocabulary;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.generation.FrameSize;
import dev.afterglow.http.ApiError;
import dev.afterglow.images.ImageReference;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Prompt;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Similar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /v1/videos}. Nothing that would change the film is silently left out of
 * it: what is not understood is refused, as OpenAI did.
 *
 * @param spec the film, without its picture
 */
record CreateBody(GenerationSpec spec, Optional<ImageReference> picture) {
  private static final String DEFAULT_SIZE = "720x1280";
  private static final String DEFAULT_SECONDS = "4";
  private static final Pattern SEED = Pattern.compile("\\d{1,18}"); // what every long can hold

  private static final Set<String> KNOWN =
      Set.of("prompt", "model", "seconds", "size", InputReference.NAME, "seed");

  /** Without effect here: accepted in any form. */
  private static final Set<String> IGNORED = Set.of("user", "metadata");

  /** Members that ask for what happens anyway, if they have this value. */
  private static final Map<String, String> USUAL = Map.of("n", "1", "quality", "standard");

  /** Members of other APIs, and what is meant here. */
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("image", InputReference.NAME),
          Map.entry("images", InputReference.NAME),
          Map.entry("image_url", InputReference.NAME),
          Map.entry("image_urls", InputReference.NAME),
          Map.entry("input_image", InputReference.NAME),
          Map.entry("duration", "seconds"),
          Map.entry("n_seconds", "seconds"),
          Map.entry("resolution", "size"),
          Map.entry("aspect_ratio", "size"),
          Map.entry("orientation", "size"),
          Map.entry("width", "size"),
          Map.entry("height", "size"));

  /**
   * Reads a body.
   *
   * @throws ApiError 400 for the first member that is wrong
   */
  static CreateBody read(Fields fields) {
    requireKnown(fields, KNOWN);
    Prompt prompt = GenerateBody.prompt(fields.text("prompt"));
    Model model = model(fields);
    FrameSize size = size(fields, model);
    VideoFormat format = new VideoFormat(size.resolution(), size.orientation(), seconds(fields));
    return new CreateBody(
        new GenerationSpec(model, prompt, format, Optional.empty(), seed(fields)),
        InputReference.read(fields));
  }

  /**
   * @throws ApiError 400 for the first member that would be lost
   */
  static void requireKnown(Fields fields, Set<String> known) {
    for (String name : fields.names()) {
      if (!known.contains(name) && !IGNORED.contains(name) && !isUsual(fields, name)) {
        throw unknown(fields, name, known);
      }
    }
  }

  private static boolean isUsual(Fields fields, String name) {
    Optional<JsonNode> value = fields.member(name);
    return value.isPresent() && Fields.shown(value.get()).equals(USUAL.get(name));
  }

  private static ApiError unknown(Fields fields, String name, Set<String> known) {
    String shown = Printable.of(name);
    boolean ofFilm = known.contains("prompt");
    if (name.startsWith("characters")) {
      return OpenAiErrors.invalid(shown, "unsupported_parameter", "openai.characters");
    }
    if (ofFilm && Vocabulary.isCount(name)) {
      String count = fields.member(name).map(Fields::shown).orElse("");
      return OpenAiErrors.invalid(shown, "unsupported_value", "member.count", shown, count);
    }
    Optional<String> instead = Optional.ofNullable(INSTEAD.get(name)).filter(known::contains);
    if (instead.isPresent()) {
      return OpenAiErrors.invalid(
          shown, "unknown_parameter", "openai.instead", shown, instead.get());
    }
    Optional<String> near = ofFilm ? meant(name) : Similar.to(name, known).stream().findFirst();
    return near.filter(known::contains)
        .map(meant -> OpenAiErrors.invalid(shown, "unknown_parameter", "openai.near", shown, meant))
        .orElseGet(() -> OpenAiErrors.invalid(shown, "unknown_parameter", "openai.unknown", shown));
  }

  /** What OpenAI calls the contract's member that is meant. */
  private static Optional<String> meant(String name) {
    return Vocabulary.meant(name)
        .map(contracts ->
            switch (contracts) {
              case "duration" -> "seconds";
              case "resolution", "aspect_ratio" -> "size";
              case "image_urls" -> InputReference.NAME;
              default -> contracts;
            });
  }

  private static Model model(Fields fields) {
    String name = fields.text("model").orElse(Model.SORA_2.id());
    List<String> names =
        Stream.of(Model.values())
            .flatMap(one -> Stream.concat(Stream.of(one.id()), one.snapshots().stream()))
            .toList();
    return Model.named(name).orElseThrow(() -> OpenAiErrors.value("model", name, names));
  }

  private static FrameSize size(Fields fields, Model model) {
    String name = fields.text("size").orElse(DEFAULT_SIZE);
    List<FrameSize> sizes = FrameSize.of(model);
    return FrameSize.named(name)
        .filter(sizes::contains)
        .orElseThrow(
            () -> OpenAiErrors.value("size", name, sizes.stream().map(FrameSize::id).toList()));
  }

  private static int seconds(Fields fields) {
    return seconds(fields.digits("seconds").orElse(DEFAULT_SECONDS));
  }

  /**
   * The length that these digits say.
   *
   * @throws ApiError 400 if no film is so long
   */
  static int seconds(String said) {
    return VideoFormat.SECONDS.stream()
        .filter(one -> one.toString().equals(said))
        .findFirst()
        .orElseThrow(() -> OpenAiErrors.value("seconds", said, VideoFormat.SECONDS));
  }

  /** Not OpenAI's, but this server's: for an engine that repeats itself. */
  private static OptionalLong seed(Fields fields) {
    Optional<String> said = fields.digits("seed");
    if (said.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!SEED.matcher(said.get()).matches()) {
      throw OpenAiErrors.invalid("seed", "invalid_value", "openai.seed", Printable.of(said.get()));
    }
    return OptionalLong.of(Long.parseLong(said.get()));
  }
}
