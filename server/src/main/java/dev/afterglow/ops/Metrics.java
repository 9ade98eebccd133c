package dev.afterglow.ops;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Authenticator;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** What the server has done, in the text format of Prometheus, for whoever has the token. */
public final class Metrics implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Publishes a number that goes up and down, read whenever somebody asks. */
  public void gauge(String name, String help, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble)
        .description(help)
        .strongReference(true)
        .register(registry);
  }

  /** Publishes one of several numbers that go up and down. */
  public void gauge(String name, String help, String tag, String tagValue, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble)
        .description(help)
        .tag(tag, tagValue)
        .strongReference(true)
        .register(registry);
  }

  /** Publishes a number that only grows. */
  public void counter(String name, String help, String tag, String tagValue, LongSupplier value) {
    // Micrometer holds what it is given weakly: a supplier alone would be gone after a collection.
    FunctionCounter.builder(name, this, _ -> value.getAsLong())
        .description(help)
        .tag(tag, tagValue)
        .register(registry);
  }

  /** The same routes, each request counted and timed. */
  public List<Route> metered(List<Route> routes, LongSupplier nanoTime) {
    RequestMeter meter = new RequestMeter(registry, nanoTime);
    return routes.stream().map(meter::metered).toList();
  }

  /** The same authenticator, each refusal counted. */
  public Authenticator metered(Authenticator authenticator) {
    return RequestMeter.metered(authenticator, registry);
  }

  /** The route of the metrics, for the listener. */
  public Route route(String token) {
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    return new Route(Method.GET, "/metrics", Access.OPEN, exchange -> scrape(exchange, expected));
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private Answer scrape(Exchange exchange, byte[] expected) {
    byte[] given = exchange.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      throw ApiError.unauthenticated();
    }
    return Answer.bytes(TEXT, registry.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
