package dev.afterglow.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Writes at the pace that a client has to keep. */
final class PacedWriter implements DataWriter {
  private final DataWriter out;
  private final Pacing pacing;

  PacedWriter(DataWriter out, Pacing pacing) {
    this.out = out;
    this.pacing = pacing;
  }

  /** Bounds what waits for the client. */
  @FunctionalInterface
  interface Pacing {
    /** Runs what writes so many bytes. */
    void within(long bytes, Runnable writing);
  }

  /**
   * How long a client may keep an answer waiting. It has some patience to use up; whatever it takes
   * earns it time by a slowest pace, never beyond that patience. So a player may pause, and nobody
   * can read a byte now and then for hours. Only time spent on the client counts.
   */
  static final class Pace {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long patienceNanos;
    private final long bytesPerSecond;
    private long leftNanos;

    /**
     * @param patience the longest pause
     * @param bytesPerSecond the slowest pace in the long run
     */
    Pace(Duration patience, int bytesPerSecond) {
      this.patienceNanos = patience.toNanos();
      this.bytesPerSecond = bytesPerSecond;
      this.leftNanos = patienceNanos;
    }

    /** An answer begins. */
    void begin() {
      leftNanos = patienceNanos;
    }

    /** How long the client may take for the next block. */
    long leftNanos() {
      return leftNanos;
    }

    /** The client took a block. */
    void took(long bytes, long nanos) {
      long earned = NANOS * bytes / bytesPerSecond;
      leftNanos = Math.clamp(leftNanos - nanos + earned, 1, patienceNanos);
    }
  }

  @Override
  public void write(BufferData... buffers) {
    pacing.within(bytes(buffers), () -> out.write(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    pacing.within(buffer.available(), () -> out.write(buffer));
  }

  @Override
  public void writeNow(BufferData... buffers) {
    pacing.within(bytes(buffers), () -> out.writeNow(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    pacing.within(buffer.available(), () -> out.writeNow(buffer));
  }

  @Override
  public void flush() {
    pacing.within(0, out::flush);
  }

  @Override
  public void close() {
    out.close();
  }

  private static long bytes(BufferData... buffers) {
    long bytes = 0;
    for (BufferData buffer : buffers) {
      bytes += buffer.available();
    }
    return bytes;
  }
}
