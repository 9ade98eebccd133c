package dev.afterglow.fleet;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.DatabaseFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Renews this node's lease four times in its length, on a thread that does nothing else: however
 * long other work waits for the database, the node is not taken for dead because of it.
 */
final class Heartbeat implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());
  private static final Duration LONGEST_PAUSE_AFTER_A_FAULT = Duration.ofSeconds(1);

  private final Membership membership;
  private final Runnable cutOff;
  private final Runnable told;
  private final LongSupplier nanoTime;
  private final FatalErrors fatal;
  private final Thread thread;
  private Optional<Beat> news = Optional.empty();
  private volatile boolean closed;

  /**
   * @param cutOff called when the lease could not be renewed; returns at once
   * @param told called when there is something to be {@linkplain #news learnt}; returns at once
   * @param nanoTime elapsed nanoseconds that never run backwards
   */
  Heartbeat(
      Membership membership,
      Runnable cutOff,
      Runnable told,
      LongSupplier nanoTime,
      FatalErrors fatal) {
    this.nanoTime = nanoTime;
    this.membership = membership;
    this.cutOff = cutOff;
    this.told = told;
    this.fatal = fatal;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("fleet-heartbeat")
            .unstarted(fatal.orEnd("fleet-heartbeat", this::run));
  }

  void start() {
    thread.start();
  }

  private void run() {
    Duration quarter = membership.lease().dividedBy(4);
    Duration eighth = membership.lease().dividedBy(8);
    Duration afterAFault =
        eighth.compareTo(LONGEST_PAUSE_AFTER_A_FAULT) < 0 ? eighth : LONGEST_PAUSE_AFTER_A_FAULT;
    while (!closed) {
      long began = nanoTime.getAsLong();
      Duration pause = beat() ? quarter : afterAFault;
      LockSupport.parkNanos(pause.toNanos() - (nanoTime.getAsLong() - began));
    }
  }

  /** Renews the lease once; false if the database did not do it. */
  boolean beat() {
    try {
      tell(membership.beat());
      return true;
    } catch (DatabaseFailure away) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the database does not answer; this node does nothing until it does: {0}",
          String.valueOf(away.getMessage()));
      cutOff.run();
    } catch (RuntimeException | Error fault) {
      fatal.survived("the renewal of the lease", fault);
    }
    return false;
  }

  private void tell(Beat beat) {
    synchronized (this) {
      news = Optional.of(news.map(beat::after).orElse(beat));
    }
    told.run();
  }

  /** What was learnt since the last time this was asked. */
  synchronized Optional<Beat> news() {
    Optional<Beat> last = news;
    news = Optional.empty();
    return last;
  }

  /** Renews no more. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      if (thread.isAlive()) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
