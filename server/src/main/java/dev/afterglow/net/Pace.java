package dev.afterglow.net;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;

/** The least pace of one download: too few bytes in a window, and it ends the connection. */
final class Pace implements AutoCloseable {
  private final long leastInWindow;
  private final Runnable end;
  private final AtomicLong bytes = new AtomicLong();
  private final ScheduledFuture<?> checks;
  private volatile boolean slow;

  Pace(long bytesPerSecond, Duration window, Runnable end) {
    // A very short window still wants a byte.
    this.leastInWindow =
        bytesPerSecond == 0 ? 0 : Math.max(1, bytesPerSecond * window.toMillis() / 1000);
    this.end = end;
    this.checks = Watch.every(window, this::check);
  }

  void came(int count) {
    bytes.addAndGet(count);
  }

  /** Whether it ended the connection. */
  boolean isSlow() {
    return slow;
  }

  @Override
  public void close() {
    checks.cancel(false);
  }

  private void check() {
    if (bytes.getAndSet(0) < leastInWindow) {
      slow = true;
      end.run();
    }
  }
}
