package dev.afterglow.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes spans of what is over, each with the ids that it has to have. */
final class Spans {
  private final Ids ids;
  private final Tracer tracer;

  Spans(Ids ids, Tracer tracer) {
    this.ids = ids;
    this.tracer = tracer;
  }

  /**
   * Something that is over.
   *
   * @param name one of a few words: never anything that a client wrote
   * @param parent empty for the root of a trace
   * @param link what it belongs to in another trace
   */
  record Past(
      String name,
      SpanKind kind,
      Optional<TaskSpan> parent,
      Optional<TaskSpan> link,
      Instant began,
      Instant ended,
      boolean failed,
      Attributes attributes) {}

  /** Ids that are chosen where a span is made, or else are random. */
  static final class Ids implements IdGenerator {
    private static final ScopedValue<TaskSpan> NEXT = ScopedValue.newInstance();
    private static final int HEX = 16;

    private final RandomGenerator random;

    Ids(RandomGenerator random) {
      this.random = random;
    }

    @Override
    public String generateSpanId() {
      return NEXT.isBound() ? NEXT.get().spanId() : digits(1);
    }

    @Override
    public String generateTraceId() {
      return NEXT.isBound() ? NEXT.get().traceId() : digits(2);
    }

    private String digits(int longs) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < longs; i++) {
        String hex = Long.toHexString(random.nextLong() | 1); // never all zero
        text.append("0".repeat(HEX - hex.length())).append(hex);
      }
      return text.toString();
    }
  }

  /** A span of a new trace. */
  TaskSpan fresh() {
    return new TaskSpan(ids.generateTraceId(), ids.generateSpanId());
  }

  /** A span of the same trace. */
  TaskSpan childOf(TaskSpan parent) {
    return new TaskSpan(parent.traceId(), ids.generateSpanId());
  }

  /** Makes the span. */
  void add(TaskSpan span, Past past) {
    SpanBuilder builder =
        tracer
            .spanBuilder(past.name())
            .setSpanKind(past.kind())
            .setStartTimestamp(past.began())
            .setAllAttributes(past.attributes());
    past.link().ifPresent(link -> builder.addLink(context(link)));
    past.parent()
        .ifPresentOrElse(
            parent -> builder.setParent(Context.root().with(Span.wrap(context(parent)))),
            builder::setNoParent);
    Span made = ScopedValue.where(Ids.NEXT, span).call(builder::startSpan);
    if (past.failed()) {
      made.setStatus(StatusCode.ERROR);
    }
    made.end(past.ended().isBefore(past.began()) ? past.began() : past.ended());
  }

  private static SpanContext context(TaskSpan span) {
    return SpanContext.createFromRemoteParent(
        span.traceId(), span.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
  }
}
