package dev.afterglow.media.pixels;

import java.util.concurrent.Semaphore;

/**
 * The part of the heap that decoders share, taken in kibibytes and in turn. Whoever needs more than
 * there is gets all of it, alone.
 */
final class DecodingMemory {
  private static final long LEAST_PICTURE_BYTES = 8L << 20;
  private static final long MOST_PICTURE_BYTES = 64L << 20;
  private static final int UNIT = 1024;

  private final long bytes;
  private final long pictureBytes;
  private final int units;
  private final Semaphore free;

  /** A third of the heap for all, an eighth for one picture. */
  static DecodingMemory ofHeap(Runtime runtime) {
    return new DecodingMemory(runtime.maxMemory());
  }

  DecodingMemory(long heapBytes) {
    bytes = heapBytes / 3;
    pictureBytes = Math.clamp(heapBytes / 8, LEAST_PICTURE_BYTES, MOST_PICTURE_BYTES);
    units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    free = new Semaphore(units, true);
  }

  /** Something that takes memory. */
  @FunctionalInterface
  interface Step<T> {
    T take() throws Undecodable;
  }

  /** What decoders may take together. */
  long bytes() {
    return bytes;
  }

  /** What the pixels of one picture may take, where thinning them out is enough. */
  long pictureBytes() {
    return pictureBytes;
  }

  /** Takes a step once there is room for it. */
  <T> T during(long stepBytes, Step<T> step) throws Undecodable {
    int needed = (int) Math.min(units, stepBytes / UNIT + 1);
    free.acquireUninterruptibly(needed);
    try {
      return step.take();
    } finally {
      free.release(needed);
    }
  }
}
