package dev.afterglow.http;

import java.util.concurrent.Semaphore;

/**
 * Lets new connections begin some at a time, in the order in which they came. Virtual threads are
 * run first come, first served: of two thousand clients that connect at once, each would have its
 * request read before the next request of a client that is here already, which then waits for all
 * of them. So a new connection needs a turn for what is work before its first request is
 * understood; it has none while it waits for its client, or for anything else.
 */
final class Newcomers {
  /**
   * For each processor: so many are before a client that is here already, again and again while it
   * is answered.
   */
  static final int FOR_EACH_PROCESSOR = 4;

  private final Semaphore turns;

  /**
   * @param atOnce how many turns there are
   */
  Newcomers(int atOnce) {
    this.turns = new Semaphore(atOnce, true);
  }

  /** One connection's turn. For the thread of that connection. */
  final class Turn {
    private boolean held;
    private boolean settled;

    /** Waits for its turn, unless the connection is no newcomer any more. */
    void take() {
      if (!settled && !held) {
        turns.acquireUninterruptibly();
        held = true;
      }
    }

    /** Lets others have a turn. */
    void giveUp() {
      if (held) {
        held = false;
        turns.release();
      }
    }

    /** It needs no turn from now on. */
    void settle() {
      settled = true;
      giveUp();
    }
  }

  /** A turn for a connection that has just come. */
  Turn newcomer() {
    return new Turn();
  }

  /** How many wait for their turn. */
  int waiting() {
    return turns.getQueueLength();
  }

  /** Takes every turn there is, so that no newcomer gets any; for tests. */
  int takeAll() {
    return turns.drainPermits();
  }

  /** Gives turns back that were taken all at once. */
  void giveBack(int taken) {
    turns.release(taken);
  }
}
