package dev.afterglow.http.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a client may keep an answer waiting. It has some patience to use up; whatever it takes
 * earns it time by a slowest pace, never beyond that patience. So a player may pause, and nobody
 * can read a byte now and then for hours. Only time spent on the client counts.
 */
public final class WritePace {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long patienceNanos;
  private final long bytesPerSecond;
  private long leftNanos;

  /**
   * @param patience the longest pause
   * @param bytesPerSecond the slowest pace in the long run
   */
  public WritePace(Duration patience, int bytesPerSecond) {
    this.patienceNanos = patience.toNanos();
    this.bytesPerSecond = bytesPerSecond;
    this.leftNanos = patienceNanos;
  }

  /** An answer begins. */
  public void begin() {
    leftNanos = patienceNanos;
  }

  /** How long the client may take for the next block. */
  public long leftNanos() {
    return leftNanos;
  }

  /** The client took a block. */
  public void took(long bytes, long nanos) {
    long earned = NANOS * bytes / bytesPerSecond;
    leftNanos = Math.clamp(leftNanos - nanos + earned, 1, patienceNanos);
  }
}
