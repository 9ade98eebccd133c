package dev.afterglow.api.openai;

import dev.afterglow.api.GenerateBody;
import dev.afterglow.engines.Model;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Handler;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Prompt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * New versions of finished videos: remixes and edits, which are films of the same model, size,
 * length and seed with other words. What no engine here can do - to go on from a film, to take in a
 * film or a character - is refused.
 */
final class NewVersions {
  private static final String VIDEO = "video";

  private final Videos videos;

  NewVersions(Videos videos) {
    this.videos = videos;
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
    if (fields.file(VIDEO).isPresent()) {
      throw OpenAiErrors.invalid(VIDEO, "unsupported_value", "openai.video.file");
    }
    String id =
        fields
            .member(VIDEO)
            .map(NewVersions::id)
            .orElseThrow(() ->
                OpenAiErrors.invalid(VIDEO, "missing_required_parameter", "openai.missing", VIDEO));
    return make(videos.find(id, VIDEO, exchange), fields, VIDEO, exchange);
  }

  /** {@code POST /v1/videos/extensions}: refuses. */
  static Handler extending() {
    return _ -> {
      throw OpenAiErrors.invalid(VIDEO, "unsupported_operation", "openai.extensions");
    };
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
    if (!(source.state() instanceof TaskState.Completed)) {
      throw OpenAiErrors.invalid(place, "video_not_completed", "openai.remix.unfinished");
    }
    if (source.picture().isPresent()) {
      throw OpenAiErrors.invalid(place, "unsupported_operation", "openai.remix.picture");
    }
    GenerationSpec spec =
        new GenerationSpec(
            source.model(),
            prompt,
            source.format(),
            Optional.empty(),
            OptionalLong.of(source.spec().seed()),
            Optional.of(source.id()));
    return videos.make(spec, Optional.empty(), exchange);
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
    return Fields.text(VIDEO + ".id", video.isObject() ? video.path("id") : video);
  }
}
