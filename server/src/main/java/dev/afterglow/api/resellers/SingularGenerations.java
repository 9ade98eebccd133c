package dev.afterglow.api.resellers;

import dev.afterglow.api.AcceptedTask;
import dev.afterglow.api.Failures;
import dev.afterglow.api.GenerateBody;
import dev.afterglow.api.Making;
import dev.afterglow.api.MemberValue;
import dev.afterglow.api.SingularBody;
import dev.afterglow.films.Links;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.PictureRule;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.images.ImageReference;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Text;
import dev.afterglow.webhooks.CallbackAddresses;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/video/generations}: the contract's body, see {@link SingularBody}, and new-api's
 * answers (<a href="https://docs.newapi.pro">documentation</a>).
 */
final class SingularGenerations {
  private final Tasks tasks;
  private final GenerationService generation;
  private final CallbackAddresses callbacks;
  private final Links links;
  private final Making making;

  SingularGenerations(
      Tasks tasks,
      GenerationService generation,
      CallbackAddresses callbacks,
      Links links,
      Making making) {
    this.tasks = tasks;
    this.generation = generation;
    this.callbacks = callbacks;
    this.links = links;
    this.making = making;
  }

  /** {@code POST /v1/video/generations}. */
  Answer create(Exchange exchange) {
    GenerateBody body = GenerateBody.read(SingularBody.inContractsWords(exchange.json()));
    Optional<ImageReference> picture =
        body.picture().map(said -> new ImageReference.Named(said.value()));
    AcceptedTask accepted =
        AcceptedTask.ask(
            generation,
            exchange,
            body.ordered(exchange, callbacks),
            picture,
            PictureRule.TURNS_FILM,
            body.picture().map(MemberValue::member).orElse("image"));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("task_id", accepted.task().id());
    answer.put("status", status(accepted.task().displayStatus()));
    return Answer.json(answer);
  }

  /** {@code GET /v1/video/generations/{id}}. */
  Answer one(Exchange exchange) {
    Task task =
        Optional.of(exchange.variable("id"))
            .filter(TaskIds::wellFormed)
            .flatMap(id -> tasks.find(exchange.caller().ownerId(), id))
            .orElseThrow(ApiError::notFound);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("task_id", task.id());
    answer.put("status", status(task.displayStatus()));
    answer.put("url", url(task, exchange).orElse(""));
    answer.put("format", "mp4");
    answer.put("metadata", metadata(task, seconds(task)));
    answer.put("error", error(task, exchange).orElse(null));
    return Answer.json(answer);
  }

  private static String status(DisplayStatus stage) {
    return switch (stage) {
      case WAITING -> "queued";
      case SENDING, MAKING, STORING, CHECKING -> "in_progress";
      case COMPLETED, EXPIRED -> "completed";
      case FAILED, CANCELLED -> "failed";
    };
  }

  private Optional<String> url(Task task, Exchange exchange) {
    Optional<Instant> end =
        task.displayStatus() == DisplayStatus.COMPLETED ? task.expiresAt() : Optional.empty();
    return end.map(expiry -> exchange.baseUrl() + links.link(task.id(), expiry));
  }

  /** With that which it goes on from, where it does. */
  private int seconds(Task task) {
    return task.format().seconds()
        + Optional.ofNullable(tasks.particulars(task.ownerId(), List.of(task.id())).get(task.id()))
            .map(TaskParticulars::secondsBefore)
            .orElse(0);
  }

  private Map<String, Object> metadata(Task task, int seconds) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("duration", seconds);
    metadata.put("width", task.format().width());
    metadata.put("height", task.format().height());
    metadata.put("seed", task.spec().seed());
    metadata.putAll(making.members(task));
    return metadata;
  }

  private static Optional<Map<String, Object>> error(Task task, Exchange exchange) {
    return switch (task.state()) {
      case TaskState.Open _, TaskState.Completed _ -> Optional.empty();
      case TaskState.Cancelled _ -> Optional.of(error(400, Text.of("task.cancelled"), exchange));
      case TaskState.Failed(FailureReason reason) ->
          Optional.of(error(Failures.kind(reason).status(), Failures.text(reason), exchange));
    };
  }

  private static Map<String, Object> error(int code, Text text, Exchange exchange) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", exchange.text(text));
    return error;
  }
}
