package dev.afterglow.tracing;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.net.TraceContext;
import dev.afterglow.remote.DelegatingEngine;
import dev.afterglow.tracing.Spans.Past;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** An engine each question to which is a span of the attempt that it belongs to. */
final class TracedEngine extends DelegatingEngine {
  private static final AttributeKey<String> ENGINE = AttributeKey.stringKey("afterglow.engine");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("afterglow.outcome");
  private static final String THREW = "threw";

  private final Spans spans;
  private final Tracing.Surroundings around;
  private final boolean told;

  /**
   * @param told whether the engine is told of the trace
   */
  TracedEngine(Engine engine, Spans spans, Tracing.Surroundings around, boolean told) {
    super(engine);
    this.spans = spans;
    this.around = around;
    this.told = told;
  }

  @Override
  public Submission submit(Job job) {
    return traced(
        "submit",
        job.id(),
        () -> super.submit(job),
        said ->
            Optional.of(
                switch (said) {
                  case Submission.Accepted _ -> "accepted";
                  case Submission.Refused _ -> "refused";
                  case Submission.Unavailable _ -> "unavailable";
                  case Submission.Unknown _ -> "unknown";
                }));
  }

  @Override
  public Progress poll(EngineJob job) {
    return traced(
        "poll",
        job.jobId(),
        () -> super.poll(job),
        said ->
            switch (said) {
              case Progress.Queued _, Progress.Running _ -> Optional.empty();
              case Progress.Done _ -> Optional.of("done");
              case Progress.Failed _ -> Optional.of("failed");
              case Progress.Lost _ -> Optional.of("lost");
              case Progress.Unreadable _ -> Optional.of("unreadable");
            });
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    return traced(
        "cancel",
        job.jobId(),
        () -> super.cancel(job),
        said ->
            Optional.of(
                switch (said) {
                  case Cancellation.Stopped _ -> "stopped";
                  case Cancellation.Asked _ -> "asked";
                  case Cancellation.TooLate _ -> "too late";
                  case Cancellation.Unsupported _ -> "unsupported";
                  case Cancellation.Unreadable _ -> "unreadable";
                }));
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    return traced(
        "fetch",
        job.jobId(),
        () -> super.fetch(job, target),
        said ->
            Optional.of(
                switch (said) {
                  case Fetched.Saved _ -> "saved";
                  case Fetched.Gone _ -> "gone";
                  case Fetched.Again _ -> "again";
                }));
  }

  @Override
  public Found find(JobKey key) {
    return traced(
        "find",
        key.jobId(),
        () -> super.find(key),
        said ->
            Optional.of(
                switch (said) {
                  case Found.Here _ -> "here";
                  case Found.Absent _ -> "absent";
                  case Found.Unanswerable _ -> "unanswerable";
                }));
  }

  /**
   * Asks, and makes a span of it where the answer has a word.
   *
   * @param word the answer's kind; empty for one that says nothing new
   */
  private <T> T traced(
      String what, String jobId, Supplier<T> question, Function<T, Optional<String>> word) {
    Optional<TaskSpan> attempt = TaskSpan.ofJob(jobId);
    if (attempt.isEmpty()) {
      return question.get();
    }
    TaskSpan span = spans.childOf(attempt.get());
    Instant began = around.time().instant();
    long nanos = around.nanoTime().getAsLong();
    Optional<String> outcome = Optional.of(THREW);
    try {
      T answer = told ? TraceContext.during(traceparent(span), question) : question.get();
      outcome = word.apply(answer);
      return answer;
    } finally {
      Instant ended = began.plusNanos(around.nanoTime().getAsLong() - nanos);
      outcome.ifPresent(said -> add(what, span, attempt, began, ended, said));
    }
  }

  private void add(
      String what,
      TaskSpan span,
      Optional<TaskSpan> attempt,
      Instant began,
      Instant ended,
      String outcome) {
    boolean failed =
        switch (outcome) {
          case "refused", "unavailable", "unknown", "failed", "lost", "unreadable", "gone", THREW ->
              true;
          default -> false;
        };
    spans.add(
        span,
        new Past(
            what,
            SpanKind.CLIENT,
            attempt,
            Optional.empty(),
            began,
            ended,
            failed,
            Attributes.of(ENGINE, name(), OUTCOME, outcome)));
  }

  private static String traceparent(TaskSpan span) {
    return "00-" + span.traceId() + "-" + span.spanId() + "-01";
  }
}
