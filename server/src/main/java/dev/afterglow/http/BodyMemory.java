package dev.afterglow.http;

import dev.afterglow.quota.FairSemaphore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The memory that one request's body takes, counted before a byte of it is read: a client that
 * stops one byte short of the end has taken just as much.
 */
final class BodyMemory {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What a body takes that is passed on as it comes. */
  private static final int STREAM_BYTES = 128 << 10;

  private static final int FIRST_BYTES = 16 << 10;
  private static final int BUSY_SECONDS = 2;

  private final FairSemaphore memory;
  private final String holder;
  private long takenBytes;

  /**
   * @param memory what all bodies share
   * @param holder whose share this body takes
   */
  BodyMemory(FairSemaphore memory, String holder) {
    this.memory = memory;
    this.holder = holder;
  }

  /**
   * Reads a whole body.
   *
   * @throws ApiError 429 or 503 if there is no room for it in a while
   */
  byte[] read(InputStream body, OptionalLong announcedBytes) throws IOException {
    return announcedBytes.isPresent()
        ? readAnnounced(body, Math.toIntExact(announcedBytes.getAsLong()))
        : readGrowing(body);
  }

  /**
   * Takes what the buffers of a stream need.
   *
   * @throws ApiError 429 or 503 if there is no room for them in a while
   */
  void takeForStream() {
    take(STREAM_BYTES);
  }

  /** Gives everything back. */
  void release() {
    if (takenBytes > 0) {
      memory.release(holder, takenBytes);
      takenBytes = 0;
    }
  }

  private byte[] readAnnounced(InputStream body, int bytes) throws IOException {
    if (bytes == 0) {
      return new byte[0];
    }
    take(bytes);
    byte[] block = new byte[bytes];
    int read = body.readNBytes(block, 0, bytes);
    boolean whole = read == bytes && body.read() < 0; // Helidon has to see the end, too
    return whole ? block : Arrays.copyOf(block, read);
  }

  private byte[] readGrowing(InputStream body) throws IOException {
    take(FIRST_BYTES);
    byte[] block = new byte[FIRST_BYTES];
    int read = body.readNBytes(block, 0, block.length);
    while (read == block.length) {
      int next = body.read();
      if (next < 0) {
        return block;
      }
      take(block.length);
      block = Arrays.copyOf(block, 2 * block.length);
      block[read] = (byte) next;
      read += 1 + body.readNBytes(block, read + 1, block.length - read - 1);
    }
    return Arrays.copyOf(block, read);
  }

  private void take(long bytes) {
    if (!memory.tryAcquire(holder, bytes, PATIENCE)) {
      throw Capacity.refusal(memory, holder, bytes, "request", BUSY_SECONDS);
    }
    takenBytes += bytes;
  }
}
