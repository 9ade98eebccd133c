package dev.afterglow.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The open connections. Stands between Helidon's listener and its HTTP/1.1 connections, so that
 * each runs on a {@link Line}, and closes those whose clients are late.
 */
final class Lines implements ServerConnectionSelector, AutoCloseable {
  /** A deadline is met within a tenth of the shortest bound, at most this late. */
  private static final Duration LONGEST_ROUND = Duration.ofMillis(500);

  private static final Duration SHORTEST_ROUND = Duration.ofMillis(10);

  private final ServerConnectionSelector http;
  private final HttpLimits limits;
  private final LongSupplier nanoTime;
  private final Set<Line> open = ConcurrentHashMap.newKeySet();
  private final Thread watch = Thread.ofVirtual().name("http-watch").unstarted(this::watch);

  Lines(ServerConnectionSelector http, HttpLimits limits, LongSupplier nanoTime) {
    this.http = http;
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** How many connections are open. */
  int count() {
    return open.size();
  }

  void start() {
    watch.start();
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    Line line = new Line(context, limits, nanoTime);
    return new Served(line, http.connection(line));
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(round());
        long now = nanoTime.getAsLong();
        open.forEach(line -> line.closeIfLate(now));
      }
    } catch (InterruptedException _) {
      // the listener has stopped
    }
  }

  private Duration round() {
    Duration shortest =
        Stream.of(limits.headTime(), limits.bodyTime(), limits.writeTime(), limits.idleTime())
            .min(Duration::compareTo)
            .orElse(LONGEST_ROUND)
            .dividedBy(10);
    Duration bounded = shortest.compareTo(LONGEST_ROUND) > 0 ? LONGEST_ROUND : shortest;
    return bounded.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : bounded;
  }

  /** A connection of Helidon's that is among the open ones while it runs. */
  private final class Served implements ServerConnection, InterruptableTask<Void> {
    private final Line line;
    private final ServerConnection inner;

    Served(Line line, ServerConnection inner) {
      this.line = line;
      this.inner = inner;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      open.add(line);
      try {
        line.serve(() -> inner.handle(limit));
      } finally {
        open.remove(line);
      }
    }

    @Override
    public Duration idleTime() {
      return inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      inner.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
      return inner instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}
