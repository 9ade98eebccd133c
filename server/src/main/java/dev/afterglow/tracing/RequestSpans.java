package dev.afterglow.tracing;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Handler;
import dev.afterglow.http.Route;
import dev.afterglow.tracing.Spans.Past;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A span for each request. One that makes a task is the root of the task's trace; one that belongs
 * to a client's trace is a span there, too, and each of the two names the other.
 */
final class RequestSpans {
  /** The request that this thread answers. */
  static final ScopedValue<Pending> REQUEST = ScopedValue.newInstance();

  static final AttributeKey<String> TASK = AttributeKey.stringKey("afterglow.task.id");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final int FAULT = 500;

  private final Spans spans;
  private final Tracing.Surroundings around;
  private final boolean fromClients;

  RequestSpans(Spans spans, Tracing.Surroundings around, boolean fromClients) {
    this.spans = spans;
    this.around = around;
    this.fromClients = fromClients;
  }

  /** What is known of a request before it is answered. */
  static final class Pending {
    private Optional<String> task = Optional.empty();

    /** Notes the task that it made; false if it has made another one before. */
    boolean made(String taskId) {
      if (task.isPresent()) {
        return false;
      }
      task = Optional.of(taskId);
      return true;
    }
  }

  Route traced(Route route) {
    Handler handler = route.handler();
    return route.by(exchange -> traced(route, handler, exchange));
  }

  private Answer traced(Route route, Handler handler, Exchange exchange) throws Exception {
    Pending pending = new Pending();
    Instant began = around.time().instant();
    long nanos = around.nanoTime().getAsLong();
    int status = FAULT;
    try {
      Answer answer = ScopedValue.where(REQUEST, pending).call(() -> handler.handle(exchange));
      status = answer.status();
      return answer;
    } catch (ApiError e) {
      status = e.kind().status();
      throw e;
    } finally {
      Instant ended = began.plusNanos(around.nanoTime().getAsLong() - nanos);
      add(route, client(exchange), pending.task, began, ended, status);
    }
  }

  private void add(
      Route route,
      Optional<TaskSpan> client,
      Optional<String> task,
      Instant began,
      Instant ended,
      int status) {
    AttributesBuilder facts =
        Attributes.builder()
            .put(METHOD, route.method().toString())
            .put(ROUTE, route.path().toString())
            .put(STATUS, (long) status);
    task.ifPresent(id -> facts.put(TASK, id));
    String name = route.method() + " " + route.path();
    Optional<TaskSpan> root = task.map(TaskSpan::request);
    Optional<TaskSpan> there = client.map(spans::childOf);
    Attributes all = facts.build();
    boolean failed = status >= FAULT;
    there.ifPresent(span ->
        spans.add(span, new Past(name, SpanKind.SERVER, client, root, began, ended, failed, all)));
    if (root.isPresent() || there.isEmpty()) {
      SpanKind kind = there.isPresent() ? SpanKind.INTERNAL : SpanKind.SERVER;
      spans.add(
          root.orElseGet(spans::fresh),
          new Past(name, kind, Optional.empty(), there, began, ended, failed, all));
    }
  }

  /** The client's span, where clients are believed and want to be traced. */
  private Optional<TaskSpan> client(Exchange exchange) {
    if (!fromClients) {
      return Optional.empty();
    }
    SpanContext context =
        Span.fromContext(
                W3CTraceContextPropagator.getInstance()
                    .extract(Context.root(), exchange, Headers.GETTER))
            .getSpanContext();
    return context.isValid() && context.isSampled()
        ? Optional.of(new TaskSpan(context.getTraceId(), context.getSpanId()))
        : Optional.empty();
  }

  /** The header fields of a request, for OpenTelemetry. */
  private enum Headers implements TextMapGetter<Exchange> {
    GETTER;

    @Override
    public @Nullable String get(@Nullable Exchange exchange, String key) {
      return exchange == null || exchange.headers(key).size() != 1
          ? null
          : exchange.header(key).orElse(null);
    }
  }
}
