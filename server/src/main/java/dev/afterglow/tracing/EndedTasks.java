package dev.afterglow.tracing;

import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskListener;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tracing.Spans.Past;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;

/**
 * Makes spans of tasks that have ended, from what the database says of them: so a trace is whole
 * however many processes a task has seen.
 */
final class EndedTasks implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EndedTasks.class.getName());

  private static final AttributeKey<String> ENGINE = AttributeKey.stringKey("afterglow.engine");
  private static final int MOST_WAITING = 4_096;
  private static final int REMEMBERED = 4_096;

  private final Spans spans;
  private final Sampler sampler;
  private final BlockingQueue<Task> ended = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder lost = new LongAdder();
  private final Set<String> known = new LinkedHashSet<>();
  private Optional<Thread> thread = Optional.empty();

  EndedTasks(Spans spans, Sampler sampler) {
    this.spans = spans;
    this.sampler = sampler;
  }

  /** How many tasks came faster than they could be read. */
  long lost() {
    return lost.sum();
  }

  TaskListener before(TaskListener next) {
    return new TaskListener() {
      @Override
      public void changed(Task task) {
        next.changed(task);
        if (isEnd(task) && !ended.offer(task)) {
          lost.increment();
        }
      }

      @Override
      public void progressed(String taskId, int percent) {
        next.progressed(taskId, percent);
      }

      @Override
      public void unsure(String taskId) {
        next.unsure(taskId);
      }
    };
  }

  /** Films that are deleted later are no new end. */
  private static boolean isEnd(Task task) {
    return switch (task.state()) {
      case TaskState.Completed(long _, boolean expired) -> !expired;
      case TaskState.Failed _, TaskState.Cancelled _ -> true;
      case TaskState.Open _ -> false;
    };
  }

  void start(BiFunction<String, String, List<Attempt>> attempts) {
    // A platform thread: the database pins whoever reads it.
    thread = Optional.of(Thread.ofPlatform().daemon().name("traces").start(() -> work(attempts)));
  }

  private void work(BiFunction<String, String, List<Attempt>> attempts) {
    try {
      while (true) {
        Task task = ended.take();
        try {
          add(task, attempts);
        } catch (RuntimeException | Error e) {
          lost.increment();
          LOG.log(System.Logger.Level.DEBUG, "no spans of " + task.id(), e);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void add(Task task, BiFunction<String, String, List<Attempt>> attempts) {
    if (!known.add(task.id()) || !sampled(TaskSpan.task(task.id()))) {
      return;
    }
    if (known.size() > REMEMBERED) {
      known.remove(known.iterator().next());
    }
    TaskSpan span = TaskSpan.task(task.id());
    List<Attempt> all = attempts.apply(task.ownerId(), task.id());
    Instant end = task.times().endedAt().orElse(task.times().createdAt());
    spans.add(
        span,
        new Past(
            "task",
            SpanKind.INTERNAL,
            Optional.of(TaskSpan.request(task.id())),
            Optional.empty(),
            task.times().createdAt(),
            end,
            task.state() instanceof TaskState.Failed,
            facts(task)));
    Instant taken = all.isEmpty() ? end : all.getFirst().sentAt();
    spans.add(
        TaskSpan.queue(task.id()),
        new Past(
            "queue",
            SpanKind.INTERNAL,
            Optional.of(span),
            Optional.empty(),
            task.times().createdAt(),
            taken,
            false,
            Attributes.empty()));
    all.forEach(attempt -> add(task, attempt, span, end));
  }

  private boolean sampled(TaskSpan span) {
    return sampler
            .shouldSample(
                Context.root(),
                span.traceId(),
                "task",
                SpanKind.INTERNAL,
                Attributes.empty(),
                List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }

  private void add(Task task, Attempt attempt, TaskSpan parent, Instant end) {
    boolean failed =
        attempt.state() instanceof Attempt.State.Failed
            || attempt.state() instanceof Attempt.State.Lost;
    AttributesBuilder facts =
        Attributes.builder()
            .put(ENGINE, attempt.engine())
            .put("afterglow.segment", attempt.segment())
            .put("afterglow.outcome", word(attempt.state()));
    attempt.costMicros().ifPresent(cost -> facts.put("afterglow.cost.micros", cost));
    spans.add(
        TaskSpan.attempt(task.id(), attempt.seq()),
        new Past(
            "attempt",
            SpanKind.INTERNAL,
            Optional.of(parent),
            Optional.empty(),
            attempt.sentAt(),
            attempt.endedAt().orElse(end),
            failed,
            facts.build()));
  }

  private static Attributes facts(Task task) {
    AttributesBuilder facts =
        Attributes.builder()
            .put(RequestSpans.TASK, task.id())
            .put("afterglow.model", task.model().id())
            .put("afterglow.size", task.format().width() + "x" + task.format().height())
            .put("afterglow.seconds", task.format().seconds())
            .put("afterglow.outcome", task.displayStatus().name().toLowerCase(Locale.ROOT));
    if (task.state() instanceof TaskState.Failed(var reason)) {
      facts.put("afterglow.reason", reason.name().toLowerCase(Locale.ROOT));
    }
    return facts.build();
  }

  private static String word(Attempt.State state) {
    return switch (state) {
      case Attempt.State.Sending _ -> "sending";
      case Attempt.State.Running _ -> "running";
      case Attempt.State.Unknown _ -> "unknown";
      case Attempt.State.Made _ -> "made";
      case Attempt.State.Failed _ -> "failed";
      case Attempt.State.Lost _ -> "lost";
    };
  }

  /** What came last is left out; the process is stopping. */
  @Override
  public void close() {
    thread.ifPresent(Thread::interrupt);
  }
}
