package dev.afterglow.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clock over one fetch. When its time is up it closes the socket in use, which ends a connect,
 * a handshake, a dripping header and a dripping body alike; a timeout for each read would not.
 */
final class Watch implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private final long endNanos;
  private final ScheduledFuture<?> alarm;
  private @Nullable Socket guarded;
  private boolean over;

  Watch(Duration total) {
    // The running time of one call is measured, not the time of day.
    endNanos = System.nanoTime() + total.toNanos();
    alarm = ALARMS.schedule(this::ring, total.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Takes this socket in place of the one before. */
  synchronized void guard(Socket socket) throws IOException {
    guarded = socket;
    if (over) {
      socket.close();
    }
  }

  /** The lesser of what is left and a bound, at least a millisecond. */
  Duration atMost(Duration bound) throws IOException {
    long left = endNanos - System.nanoTime();
    if (left <= 0) {
      throw new IOException("time is up");
    }
    return Duration.ofMillis(Math.clamp(left / 1_000_000, 1, bound.toMillis()));
  }

  /**
   * Bounds each read of a socket, in case the alarm is late. It leaves the alarm a second, so that
   * it is the one who tells that the time is up.
   */
  void bound(Socket socket, Duration longest) throws IOException {
    socket.setSoTimeout((int) atMost(longest).plusSeconds(1).toMillis());
  }

  /** Whether the time is up. */
  synchronized boolean isOver() {
    return over || System.nanoTime() >= endNanos;
  }

  /**
   * Lets go of the socket, so that somebody else may use it.
   *
   * @return false if the time is up and the socket is of no use any more
   */
  synchronized boolean release() {
    guarded = null;
    return !over;
  }

  /** Does something again and again until it is cancelled. */
  static ScheduledFuture<?> every(Duration period, Runnable work) {
    return ALARMS.scheduleAtFixedRate(
        work, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }

  private synchronized void ring() {
    over = true;
    if (guarded != null) {
      try {
        guarded.close();
      } catch (IOException _) {
        // It is of no use either way.
      }
    }
  }

  private static ScheduledThreadPoolExecutor alarms() {
    var alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fetch-watch").factory());
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }
}
