package dev.afterglow.tracing;

import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Deleting;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tracing.Spans.Past;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Tasks whose acceptance is noted by the request that asks for them, or is a span of its own. */
final class TracedTasks implements Tasks {
  private final Tasks tasks;
  private final Spans spans;
  private final InstantSource time;

  TracedTasks(Tasks tasks, Spans spans, InstantSource time) {
    this.tasks = tasks;
    this.spans = spans;
    this.time = time;
  }

  @Override
  public Submitted submit(
      String ownerId, String keyId, GenerationSpec request, Optional<Idempotency> idempotency) {
    Instant began = time.instant();
    Submitted outcome = tasks.submit(ownerId, keyId, request, idempotency);
    if (outcome instanceof Submitted.Accepted(Task task) && !noted(task.id())) {
      spans.add(
          TaskSpan.request(task.id()),
          new Past(
              "batch line",
              SpanKind.INTERNAL,
              Optional.empty(),
              Optional.empty(),
              began,
              time.instant(),
              false,
              Attributes.of(RequestSpans.TASK, task.id())));
    }
    return outcome;
  }

  private static boolean noted(String taskId) {
    return RequestSpans.REQUEST.isBound() && RequestSpans.REQUEST.get().made(taskId);
  }

  @Override
  public Optional<Submitted> earlier(String ownerId, Idempotency idempotency) {
    return tasks.earlier(ownerId, idempotency);
  }

  @Override
  public Optional<Task> find(String ownerId, String taskId) {
    return tasks.find(ownerId, taskId);
  }

  @Override
  public OptionalInt ahead(Task task) {
    return tasks.ahead(task);
  }

  @Override
  public TaskPage list(String ownerId, TaskQuery query) {
    return tasks.list(ownerId, query);
  }

  @Override
  public Cancelling cancel(String ownerId, String taskId) {
    return tasks.cancel(ownerId, taskId);
  }

  @Override
  public Deleting delete(String ownerId, String taskId) {
    return tasks.delete(ownerId, taskId);
  }

  @Override
  public Map<String, TaskParticulars> particulars(String ownerId, List<String> taskIds) {
    return tasks.particulars(ownerId, taskIds);
  }
}
