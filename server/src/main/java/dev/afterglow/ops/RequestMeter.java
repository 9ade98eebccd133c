package dev.afterglow.ops;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Authenticator;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Handler;
import dev.afterglow.http.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Times requests by route and status. A route's pattern is the label, never a request's path. */
final class RequestMeter {
  private static final int FAULT = 500;

  private final MeterRegistry registry;
  private final LongSupplier nanoTime;

  RequestMeter(MeterRegistry registry, LongSupplier nanoTime) {
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  Route metered(Route route) {
    Handler handler = route.handler();
    Timers timers = new Timers(route);
    return route.by(exchange -> timed(timers, handler, exchange));
  }

  static Authenticator metered(Authenticator authenticator, MeterRegistry registry) {
    return request -> {
      try {
        return authenticator.admit(request);
      } catch (ApiError e) {
        registry
            .counter("afterglow.http.refused", "status", Integer.toString(e.kind().status()))
            .increment();
        throw e;
      }
    };
  }

  private Answer timed(Timers timers, Handler handler, Exchange exchange) throws Exception {
    long start = nanoTime.getAsLong();
    int status = FAULT;
    try {
      Answer answer = handler.handle(exchange);
      status = answer.status(); // of one that is waited for, before the wait
      return answer;
    } catch (ApiError e) {
      status = e.kind().status();
      throw e;
    } finally {
      timers.of(status).record(nanoTime.getAsLong() - start, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * The timers of one route by status, kept: looking one up by its tags costs more than using it.
   */
  private final class Timers {
    private final Route route;
    private final Map<Integer, Timer> byStatus = new ConcurrentHashMap<>();

    Timers(Route route) {
      this.route = route;
    }

    Timer of(int status) {
      return byStatus.computeIfAbsent(
          status,
          _ ->
              Timer.builder("afterglow.http.requests")
                  .description("Requests that were let in, until their answer began")
                  .tag("method", route.method().toString())
                  .tag("route", route.path().toString())
                  .tag("status", Integer.toString(status))
                  .register(registry));
    }
  }
}
