package dev.afterglow.http;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * How much one connection does before others have a turn. A virtual thread is never interrupted in
 * favour of another: one whose client sends as fast as it reads would keep its carrier, one of as
 * many as there are cores. For the thread of that connection.
 */
final class Stint {
  /** After so many bytes others have a turn; some tenths of a millisecond's work. */
  private static final int BYTES = 64 << 10;

  /** What a chunk is worth, however short it is. */
  private static final int CHUNK_BYTES = 1 << 10;

  /**
   * After {@link #BYTES} that nobody needs: 32 MB a second at most. To step back is not enough
   * here: those who only do so are before everybody whose client has just sent something.
   */
  private static final Duration REST = Duration.ofMillis(2);

  /** Before each request that came ahead of the last answer: a hundred a second at most. */
  private static final Duration PIPELINED_REST = Duration.ofMillis(10);

  private final Runnable stepBack;
  private final LongConsumer restNanos;
  private int bytes;

  @SuppressWarnings("ThreadPriorityCheck") // a turn for others, not a guess at timing
  Stint() {
    this(Thread::yield, LockSupport::parkNanos);
  }

  Stint(Runnable stepBack, LongConsumer restNanos) {
    this.stepBack = stepBack;
    this.restNanos = restNanos;
  }

  /** Bytes were read that are needed. */
  void read(int count) {
    if (enough(count)) {
      stepBack.run();
    }
  }

  /** A chunk of a body begins; its own bytes have been counted. */
  void chunk() {
    read(CHUNK_BYTES);
  }

  /** Bytes were read that nobody needs. */
  void discarded(int count) {
    if (enough(count)) {
      restNanos.accept(REST.toNanos());
    }
  }

  /** The client has sent its next request without waiting for the last answer. */
  void pipelined() {
    bytes = 0;
    restNanos.accept(PIPELINED_REST.toNanos());
  }

  private boolean enough(int count) {
    bytes += count;
    boolean enough = bytes >= BYTES;
    if (enough) {
      bytes = 0;
    }
    return enough;
  }
}
