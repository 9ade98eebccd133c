package dev.afterglow.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/** An exporter that counts what it could not hand over. */
final class CountingExporter implements SpanExporter {
  private final SpanExporter exporter;
  private final LongAdder lost = new LongAdder();

  CountingExporter(SpanExporter exporter) {
    this.exporter = exporter;
  }

  long lost() {
    return lost.sum();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> {
      if (!result.isSuccess()) {
        lost.add(count);
      }
    });
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
