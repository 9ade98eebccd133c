package dev.afterglow.api.openai;

import dev.afterglow.api.GenerateBody;
import dev.afterglow.engines.Model;
import dev.afterglow.generation.NewVersion;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Handler;
import dev.afterglow.tasks.Beginning;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Prompt;
import dev.afterglow.tasks.Task;
import dev.afterglow.text.Printable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * New versions of finished videos: remixes and edits, which are films of the same model, size,
 * length and seed with other words, and extensions, which go on from the last frame. What no engine
 * here can do - to take in a film or a character - is refused.
 */
final class NewVersions {
  private static final String VIDEO = "video";
  private static final String SECONDS = "seconds";

  private final Videos videos;
  private final boolean canJoin;

  /**
   * @param canJoin whether films can be joined on this machine
   */
  NewVersions(Videos videos, boolean canJoin) {
    this.videos = videos;
    this.canJoin = canJoin;
  }

  /** {@code POST /v1/videos/{id}/remix}. */
  Answer remix(Exchange exchange) throws IOException {
    Task source = videos.find(exchange);
    Fields fields = Fields.read(exchange);
    CreateBody.requireKnown(fields, Set.of("prompt", "model"));
    return make(source, fields, "id", exchange);
  }

  /** {@code POST /v1/videos/edits}. */
  Answer edit(Exchange exchange) throws IOException {
    Fields fields = Fields.read(exchange);
    CreateBody.requireKnown(fields, Set.of("prompt", "model", VIDEO));
    return make(source(fields, exchange), fields, VIDEO, exchange);
  }

  /**
   * {@code POST /v1/videos/extensions}: a film that begins with the old one. What is added is paid,
   * and {@code seconds} of the new video is the length of both.
   */
  Answer extend(Exchange exchange) throws IOException {
    Fields fields = Fields.read(exchange);
    CreateBody.requireKnown(fields, Set.of("prompt", "model", SECONDS, VIDEO));
    Task source = source(fields, exchange);
    Prompt prompt = GenerateBody.prompt(fields.text("prompt"));
    int added = CreateBody.seconds(fields.digits(SECONDS).orElseThrow(() -> missing(SECONDS)));
    requireModel(fields, source.model());
    int before = videos.seconds(source);
    GenerationSpec spec =
        ready(
            NewVersion.extension(source, before, added, prompt),
            reason -> unextended(reason, before));
    if (!canJoin) {
      throw OpenAiErrors.invalid(VIDEO, "unsupported_operation", "openai.extensions");
    }
    return videos.make(spec, Optional.empty(), exchange);
  }

  /** The task of the video that a member names. */
  private Task source(Fields fields, Exchange exchange) {
    if (fields.file(VIDEO).isPresent()) {
      throw OpenAiErrors.invalid(VIDEO, "unsupported_value", "openai.video.file");
    }
    String id = fields.member(VIDEO).map(NewVersions::id).orElseThrow(() -> missing(VIDEO));
    return videos.find(id, VIDEO, exchange);
  }

  private static ApiError unextended(NewVersion.Reason reason, int before) {
    return switch (reason) {
      case TOO_LONG ->
          OpenAiErrors.invalid(
              SECONDS,
              "invalid_value",
              "openai.extensions.long",
              before,
              Beginning.LONGEST_FILM_SECONDS);
      case EXPIRED -> ApiError.of(ErrorKind.GONE).about(VIDEO).coded("video_expired");
      case UNFINISHED, EXTENSION, PICTURE ->
          OpenAiErrors.invalid(VIDEO, "video_not_completed", "openai.extensions.unfinished");
    };
  }

  private static GenerationSpec ready(
      NewVersion version, Function<NewVersion.Reason, ApiError> refusal) {
    return switch (version) {
      case NewVersion.Ready(GenerationSpec spec) -> spec;
      case NewVersion.Refused(NewVersion.Reason reason) -> throw refusal.apply(reason);
    };
  }

  private static ApiError missing(String member) {
    return OpenAiErrors.invalid(member, "missing_required_parameter", "openai.missing", member);
  }

  /** {@code POST /v1/videos/characters}: refuses. */
  static Handler creatingCharacters() {
    return _ -> {
      throw OpenAiErrors.invalid("characters", "unsupported_operation", "openai.characters");
    };
  }

  /** {@code GET /v1/videos/characters/{id}}: there are none. */
  static Handler findingCharacters() {
    return _ -> {
      throw OpenAiErrors.nothing("id", "openai.characters");
    };
  }

  private Answer make(Task source, Fields fields, String place, Exchange exchange) {
    Prompt prompt = GenerateBody.prompt(fields.text("prompt"));
    requireModel(fields, source.model());
    GenerationSpec spec =
        ready(
            NewVersion.remix(source, videos.seconds(source), prompt),
            reason -> unremixed(reason, place));
    return videos.make(spec, Optional.empty(), exchange);
  }

  private static ApiError unremixed(NewVersion.Reason reason, String place) {
    return switch (reason) {
      case EXTENSION ->
          OpenAiErrors.invalid(place, "unsupported_operation", "openai.remix.extension");
      case PICTURE -> OpenAiErrors.invalid(place, "unsupported_operation", "openai.remix.picture");
      case UNFINISHED, EXPIRED, TOO_LONG ->
          OpenAiErrors.invalid(place, "video_not_completed", "openai.remix.unfinished");
    };
  }

  private static void requireModel(Fields fields, Model model) {
    Optional<String> said = fields.text("model");
    if (said.isPresent() && Model.named(said.get()).filter(model::equals).isEmpty()) {
      throw OpenAiErrors.invalid("model", "invalid_value", "openai.remix.model", model.id());
    }
  }

  /**
   * @throws ApiError 400 if it is neither an id nor an object with one
   */
  private static String id(JsonNode video) {
    if (video.isObject()) {
      for (String name : Fields.of(video).names()) {
        if (!name.equals("id")) {
          String place = VIDEO + "." + Printable.of(name);
          throw OpenAiErrors.invalid(place, "unknown_parameter", "openai.unknown", place);
        }
      }
    }
    return Fields.text(VIDEO + ".id", video.isObject() ? video.path("id") : video);
  }
}
