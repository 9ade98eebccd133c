package dev.afterglow.api.sora;

import dev.afterglow.api.Failures;
import dev.afterglow.api.Making;
import dev.afterglow.films.Links;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.ledger.Usd;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.text.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tasks as the contract shows them. Times are whole unix seconds. */
final class TaskView {
  private final Links links;
  private final Making making;

  TaskView(Links links, Making making) {
    this.links = links;
    this.making = making;
  }

  /** The words of the contract for where a task stands. */
  enum Status {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED,
    CANCELLED;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(DisplayStatus stage) {
      return switch (stage) {
        case WAITING -> PENDING;
        case SENDING, MAKING, STORING, CHECKING -> PROCESSING;
        case COMPLETED, EXPIRED -> COMPLETED;
        case FAILED -> FAILED;
        case CANCELLED -> CANCELLED;
      };
    }
  }

  /** All members of a task, for whoever asks for it. */
  Map<String, Object> show(Task task, Exchange exchange) {
    return show(task, exchange.baseUrl(), exchange::text);
  }

  /**
   * All members of a task.
   *
   * @param baseUrl how its reader reaches this server
   * @param texts texts in its reader's language
   */
  Map<String, Object> show(Task task, String baseUrl, Function<Text, String> texts) {
    Map<String, Object> view = new LinkedHashMap<>();
    Status status = Status.of(task.displayStatus());
    view.put("id", task.id());
    view.put("status", status.wire());
    view.put("progress", ended(status) ? 100 : task.progressPercent());
    view.put("stage", task.displayStatus().name().toLowerCase(Locale.ROOT));
    view.put("model", task.model().id());
    view.putAll(making.members(task));
    view.put("created", task.createdAt().getEpochSecond());
    task.endedAt().ifPresent(end -> view.put("completed", end.getEpochSecond()));
    view.put("estimated_time", task.estimatedSeconds());
    task.endedAt().ifPresent(end -> view.put("actual_time", seconds(task.createdAt(), end)));
    view.put("cost", Usd.dollars(cost(task)));
    view.put("credits_cost", Usd.credits(cost(task)));
    if (task.cancelRequested()) {
      view.put("cancel_requested", true);
    }
    switch (task.state()) {
      case TaskState.Open _, TaskState.Cancelled _ -> {}
      case TaskState.Completed completed ->
          task.expiresAt()
              .ifPresent(end -> view.put("result", result(task, completed, end, baseUrl)));
      case TaskState.Failed failed -> view.put("error", error(failed.reason(), texts));
    }
    return view;
  }

  /** What it holds while it is open, what it was charged once it has ended. */
  private static long cost(Task task) {
    return task.state() instanceof TaskState.Open ? task.priceMicros() : task.chargedMicros();
  }

  private static boolean ended(Status status) {
    return status == Status.COMPLETED || status == Status.FAILED;
  }

  /** The difference of the two whole seconds that are shown. */
  private static long seconds(Instant from, Instant until) {
    return until.getEpochSecond() - from.getEpochSecond();
  }

  private Map<String, Object> result(
      Task task, TaskState.Completed completed, Instant expiresAt, String baseUrl) {
    Map<String, Object> video = new LinkedHashMap<>();
    video.put("url", List.of(baseUrl + links.link(task.id(), expiresAt)));
    video.put("expires_at", expiresAt.getEpochSecond());
    if (completed.expired()) {
      video.put("expired", true);
    }
    return Map.of("videos", List.of(video));
  }

  private static Map<String, Object> error(FailureReason reason, Function<Text, String> texts) {
    ErrorKind kind = Failures.kind(reason);
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", kind.status());
    error.put("message", texts.apply(Failures.text(reason)));
    error.put("type", kind.type());
    error.put("reason", Failures.name(reason));
    return error;
  }

  /** The status that a client names in a filter. */
  static Optional<Status> status(String word) {
    return List.of(Status.values()).stream()
        .filter(status -> status.wire().equals(word))
        .findFirst();
  }
}
