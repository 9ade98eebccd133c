package dev.afterglow.api.sora;

import dev.afterglow.api.AcceptedTask;
import dev.afterglow.api.GenerateBody;
import dev.afterglow.api.MemberValue;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.PictureRule;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.images.ImageReference;
import dev.afterglow.tasks.Task;
import dev.afterglow.webhooks.CallbackAddresses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /v1/videos/generations}: one film is asked for. */
final class Generations {
  /** The version of the answer that APIMart's own client asks for. */
  private static final String OBJECT_VERSION = "2026-07-27";

  private static final String VERSION_HEADER = "X-APIMart-Response-Version";

  /** A body beyond this carries a picture in a data URI, or is too large. */
  private static final int MOST_TEXT_BYTES = 256 << 10;

  private final GenerationService generation;
  private final CallbackAddresses callbacks;

  Generations(GenerationService generation, CallbackAddresses callbacks) {
    this.generation = generation;
    this.callbacks = callbacks;
  }

  Answer create(Exchange exchange) {
    boolean asObject = asObject(exchange);
    GenerateBody body = GenerateBody.read(exchange.json());
    Optional<ImageReference.Named> picture =
        body.picture().map(said -> new ImageReference.Named(said.value()));
    boolean inline = picture.filter(ImageReference.Named::isInline).isPresent();
    if (!inline && exchange.bodyBytes() > MOST_TEXT_BYTES) {
      throw ApiError.tooLarge(MOST_TEXT_BYTES);
    }
    AcceptedTask accepted =
        AcceptedTask.ask(
            generation,
            exchange,
            body.ordered(exchange, callbacks),
            picture.map(named -> named),
            PictureRule.TURNS_FILM,
            body.picture().map(MemberValue::member).orElse("image_urls"));
    return answer(accepted, asObject, exchange);
  }

  private static boolean asObject(Exchange exchange) {
    Optional<String> version = exchange.header(VERSION_HEADER);
    if (version.isPresent() && !version.get().equals(OBJECT_VERSION)) {
      throw ApiError.invalid("version.value", OBJECT_VERSION);
    }
    return version.isPresent();
  }

  private static Answer answer(AcceptedTask accepted, boolean asObject, Exchange exchange) {
    Answer answer = accepted(accepted.task(), asObject, exchange);
    return accepted.replayed() ? answer.with("Idempotency-Replayed", "true") : answer;
  }

  private static Answer accepted(Task task, boolean asObject, Exchange exchange) {
    if (!asObject) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("status", "submitted");
      item.put("task_id", task.id());
      return Answer.json(Envelope.of(List.of(item)));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", task.id());
    object.put("object", "generation.task");
    object.put("status", TaskView.Status.of(task.displayStatus()).wire());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", 202);
    body.put("request_id", exchange.requestId());
    body.put("data", object);
    return Answer.json(202, body).with(VERSION_HEADER, OBJECT_VERSION);
  }
}
