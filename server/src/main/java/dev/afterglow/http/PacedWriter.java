package dev.afterglow.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

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
