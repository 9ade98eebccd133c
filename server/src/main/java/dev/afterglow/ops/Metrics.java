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
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** What the server has done, in the text format of Prometheus, for whoever has the token. */
public final class Metrics implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Optional<Meters> meters;

  private Metrics(Optional<Meters> meters) {
    this.meters = meters;
  }

  /** What is counted, and what has to be closed. */
  private record Meters(PrometheusMeterRegistry registry, JvmGcMetrics collections) {
    static Meters open() {
      Meters meters =
          new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new JvmGcMetrics());
      new JvmMemoryMetrics().bindTo(meters.registry);
      new ProcessorMetrics().bindTo(meters.registry);
      new UptimeMetrics().bindTo(meters.registry);
      meters.collections.bindTo(meters.registry);
      return meters;
    }
  }

  /** Counts from now on. */
  public static Metrics counted() {
    return new Metrics(Optional.of(Meters.open()));
  }

  /** Counts nothing and costs nothing, where nobody has the token. */
  public static Metrics none() {
    return new Metrics(Optional.empty());
  }

  /** Publishes a number that goes up and down, read whenever somebody asks. */
  public void gauge(String name, String help, DoubleSupplier value) {
    meters.ifPresent(all ->
        Gauge.builder(name, value::getAsDouble)
            .description(help)
            .strongReference(true)
            .register(all.registry));
  }

  /** Publishes one of several numbers that go up and down. */
  public void gauge(String name, String help, String tag, String tagValue, DoubleSupplier value) {
    meters.ifPresent(all ->
        Gauge.builder(name, value::getAsDouble)
            .description(help)
            .tag(tag, tagValue)
            .strongReference(true)
            .register(all.registry));
  }

  /** Publishes a number that only grows. */
  public void counter(String name, String help, String tag, String tagValue, LongSupplier value) {
    // Micrometer holds what it is given weakly: a supplier alone would be gone after a collection.
    meters.ifPresent(all ->
        FunctionCounter.builder(name, this, _ -> value.getAsLong())
            .description(help)
            .tag(tag, tagValue)
            .register(all.registry));
  }

  /** The same routes, each request counted and timed. */
  public List<Route> metered(List<Route> routes, LongSupplier nanoTime) {
    if (meters.isEmpty()) {
      return routes;
    }
    RequestMeter meter = new RequestMeter(meters.get().registry, nanoTime);
    return routes.stream().map(meter::metered).toList();
  }

  /** The same authenticator, each refusal counted. */
  public Authenticator metered(Authenticator authenticator) {
    return meters
        .map(all -> RequestMeter.metered(authenticator, all.registry))
        .orElse(authenticator);
  }

  /**
   * The route of the metrics, for the listener.
   *
   * @throws java.util.NoSuchElementException if nothing is counted
   */
  public Route route(String token) {
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    PrometheusMeterRegistry registry = meters.orElseThrow().registry;
    return new Route(
        Method.GET, "/metrics", Access.OPEN, exchange -> scrape(registry, exchange, expected));
  }

  @Override
  public void close() {
    meters.ifPresent(all -> {
      all.collections.close();
      all.registry.close();
    });
  }

  private static Answer scrape(
      PrometheusMeterRegistry registry, Exchange exchange, byte[] expected) {
    byte[] given = exchange.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      throw ApiError.unauthenticated();
    }
    return Answer.bytes(TEXT, registry.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
