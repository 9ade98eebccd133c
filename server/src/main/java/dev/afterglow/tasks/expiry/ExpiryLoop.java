package dev.afterglow.tasks.expiry;

import dev.afterglow.lifecycle.FatalErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets the expiry job work on a thread of its own, round after round. */
public final class ExpiryLoop implements AutoCloseable {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final ExpiryJob job;
  private final Duration interval;
  private final Runnable afterRound;
  private final FatalErrors fatal;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopped = lock.newCondition();
  private boolean stopping;

  /**
   * @param interval the pause between two rounds
   * @param afterRound called after each round, so that the queue is looked at even if a wake-up was
   *     lost
   * @param fatal told what a round has survived
   */
  public ExpiryLoop(ExpiryJob job, Duration interval, Runnable afterRound, FatalErrors fatal) {
    this.job = job;
    this.interval = interval;
    this.afterRound = afterRound;
    this.fatal = fatal;
    this.thread = Thread.ofPlatform().name("expiry").daemon().unstarted(this::run);
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** Lets the batch in hand end, and nothing more. */
  @Override
  public void close() {
    job.stop();
    lock.lock();
    try {
      stopping = true;
      stopped.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (thread.isAlive()) {
        thread.join(LONGEST_STOP);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean going = true;
    while (going) {
      try {
        job.work();
        afterRound.run();
      } catch (IOException | RuntimeException | Error fault) {
        fatal.survived("the round of expiries", fault);
      }
      going = pause();
    }
  }

  /** Waits, and answers whether to go on. */
  private boolean pause() {
    lock.lock();
    try {
      long left = TimeUnit.NANOSECONDS.convert(interval);
      while (!stopping && left > 0) {
        left = stopped.awaitNanos(left);
      }
      return !stopping;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
