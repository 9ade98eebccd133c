package dev.afterglow.tracing;

import dev.afterglow.engines.Engine;
import dev.afterglow.http.Route;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.TaskListener;
import dev.afterglow.tasks.Tasks;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/** Traces that OpenTelemetry's own exporter sends by OTLP over HTTP. */
final class OtelTracing implements Tracing {
  private static final String NAME = "afterglow";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final int FAREWELL_SECONDS = 3;

  private final SdkTracerProvider provider;
  private final CountingExporter exporter;
  private final Spans spans;
  private final TracingSettings settings;
  private final Surroundings around;
  private final EndedTasks ended;

  private OtelTracing(
      SdkTracerProvider provider,
      CountingExporter exporter,
      Spans spans,
      TracingSettings settings,
      Surroundings around) {
    this.provider = provider;
    this.exporter = exporter;
    this.spans = spans;
    this.settings = settings;
    this.around = around;
    this.ended = new EndedTasks(spans, Sampler.traceIdRatioBased(settings.share()));
  }

  static OtelTracing open(TracingSettings settings, Surroundings around) {
    OtlpHttpSpanExporterBuilder way =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint() + "/v1/traces")
            .setConnectTimeout(TIMEOUT)
            .setTimeout(TIMEOUT);
    settings
        .header()
        .ifPresent(header -> {
          int equals = header.indexOf('=');
          way.addHeader(header.substring(0, equals), header.substring(equals + 1));
        });
    CountingExporter exporter = new CountingExporter(way.build());
    Spans.Ids ids = new Spans.Ids(around.random());
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.traceIdRatioBased(settings.share()))
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        NAME,
                        AttributeKey.stringKey("service.version"),
                        settings.release())))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).setScheduleDelay(DELAY).build())
            .build();
    return new OtelTracing(
        provider, exporter, new Spans(ids, provider.get(NAME)), settings, around);
  }

  @Override
  public List<Route> routes(List<Route> routes) {
    RequestSpans requests = new RequestSpans(spans, around, settings.fromClients());
    return routes.stream().map(requests::traced).toList();
  }

  @Override
  public Tasks tasks(Tasks tasks) {
    return new TracedTasks(tasks, spans, around.time());
  }

  @Override
  public Engine engine(Engine engine) {
    return new TracedEngine(engine, spans, around, settings.toEngines());
  }

  @Override
  public TaskListener listener(TaskListener next) {
    return ended.before(next);
  }

  @Override
  public void reading(BiFunction<String, String, List<Attempt>> attempts) {
    ended.start(attempts);
  }

  @Override
  public Optional<LongSupplier> lost() {
    return Optional.of(() -> exporter.lost() + ended.lost());
  }

  @Override
  public void close() {
    ended.close();
    provider.shutdown().join(FAREWELL_SECONDS, TimeUnit.SECONDS);
  }
}
