package dev.afterglow.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Writes at the pace that a client has to keep. */
final class PacedWriter implements DataWriter {
  private final DataWriter out;
  private final Optional<SocketChannel> channel;
  private final Pacing pacing;

  /**
   * @param channel what is written in the end, if it is known
   */
  PacedWriter(DataWriter out, Optional<SocketChannel> channel, Pacing pacing) {
    this.out = out;
    this.channel = channel;
    this.pacing = pacing;
  }

  /**
   * What takes a body of a known length, and files as fast as the client does.
   *
   * @param body what Helidon gives for it
   */
  OutputStream output(OutputStream body) {
    return channel.isPresent() ? new FileOutput(body, this, channel.get()) : body;
  }

  /** Notes what the client took without having been waited for. */
  void took(long bytes) {
    pacing.within(bytes, () -> {});
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
