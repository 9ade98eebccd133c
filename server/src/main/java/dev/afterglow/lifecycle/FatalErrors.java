package dev.afterglow.lifecycle;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Where threads of the background take what nobody expected: every such throwable is logged and
 * counted, and the process ends if it cannot go on without the thread. A process that ends is
 * started again by its supervisor; one whose writer or watch has died silently only looks alive.
 */
public final class FatalErrors {
  private static final System.Logger LOG = System.getLogger(FatalErrors.class.getName());

  private final Runnable end;
  private final AtomicLong count = new AtomicLong();

  /**
   * @param end ends the process at once, with the log written out; it may be called by several
   *     threads, and where memory is exhausted
   */
  public FatalErrors(Runnable end) {
    this.end = end;
  }

  /** Errors that are logged and counted and end nothing, for tests and for short commands. */
  public static FatalErrors logged() {
    return new FatalErrors(() -> {});
  }

  /** How many throwables nobody expected. */
  public long count() {
    return count.get();
  }

  /**
   * Notes what a thread has survived.
   *
   * @param what the thread or its work, for the log
   */
  public void survived(String what, Throwable thrown) {
    note(what + " failed and goes on", thrown);
  }

  /** Notes what a thread has died of, and ends the process. */
  public void fatal(String what, Throwable thrown) {
    try {
      note(what + " cannot go on, and without it this process cannot either", thrown);
    } finally {
      end.run();
    }
  }

  /**
   * Runs one round of work that is repeated for ever: whatever it throws is noted, and the next
   * round may come. To be wrapped around the body of a loop or a scheduled task.
   */
  public void survive(String what, Runnable round) {
    try {
      round.run();
    } catch (Throwable thrown) {
      survived(what, thrown);
    }
  }

  /** The whole life of a thread that must not end by throwing: if it does, the process ends. */
  public Runnable orEnd(String what, Runnable life) {
    return () -> {
      try {
        life.run();
      } catch (Throwable thrown) {
        fatal(what, thrown);
      }
    };
  }

  /** Where memory is exhausted even the log may fail, and must not keep the process from ending. */
  private void note(String message, Throwable thrown) {
    count.incrementAndGet();
    try {
      LOG.log(System.Logger.Level.ERROR, message, thrown);
    } catch (Throwable _) {
      // it is counted
    }
  }
}
