package dev.afterglow.batches;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.objects.StoreUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets the worker take turns in the background: a few owners at once, none of them twice, so that a
 * picture that comes slowly holds up nobody else's batches.
 */
public final class BatchLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BatchLoop.class.getName());
  private static final int OWNERS_AT_ONCE = 4;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(15);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final BatchWorker worker;
  private final LongSupplier nanoTime;
  private final FatalErrors fatal;
  private final Turns ownTurns;
  private final Thread thread;
  private final ExecutorService turns =
      Executors.newFixedThreadPool(
          OWNERS_AT_ONCE, Thread.ofPlatform().daemon().name("batches-", 0).factory());
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> due = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean stopping;
  private boolean wanted = true;
  private long sweepDue;

  /** Which process works on an owner's batches: one of them at a time. */
  public interface Turns {
    /** For the one process there is. */
    Turns ALL =
        new Turns() {
          @Override
          public boolean take(String ownerId) {
            return true;
          }

          @Override
          public void giveBack(String ownerId) {}
        };

    /** Takes the right for a while, or has it for a while longer; false if another has it. */
    boolean take(String ownerId);

    /** Others may have it. */
    void giveBack(String ownerId);
  }

  /**
   * @param nanoTime a clock that is never set back, in nanoseconds
   * @param fatal told what a turn has survived
   */
  public BatchLoop(BatchWorker worker, LongSupplier nanoTime, FatalErrors fatal) {
    this(worker, nanoTime, fatal, Turns.ALL);
  }

  /** As {@link #BatchLoop(BatchWorker, LongSupplier, FatalErrors)}, beside other processes. */
  public BatchLoop(BatchWorker worker, LongSupplier nanoTime, FatalErrors fatal, Turns ownTurns) {
    this.ownTurns = ownTurns;
    this.worker = worker;
    this.nanoTime = nanoTime;
    this.fatal = fatal;
    this.sweepDue = nanoTime.getAsLong();
    this.thread = Thread.ofPlatform().name("batches").daemon().unstarted(this::run);
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** There is something to do that was not there before. */
  public void newWork() {
    lock.lock();
    try {
      wanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets turns end that are being taken, for a while; what is cut off goes on after a start. */
  @Override
  public void close() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    turns.shutdown();
    try {
      if (thread.isAlive()) {
        thread.join(LONGEST_STOP);
      }
      if (!turns.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        turns.shutdownNow();
      }
    } catch (InterruptedException _) {
      turns.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean going = true;
    while (going) {
      fatal.survive("the round of batches", this::round);
      going = pause();
    }
  }

  private void round() {
    boolean all = takeWanted();
    long now = nanoTime.getAsLong();
    for (String owner : worker.owners()) {
      if (busy.contains(owner)) {
        ownTurns.take(owner); // a turn may take longer than the right to it lasts
        continue;
      }
      boolean isDue = all || due.getOrDefault(owner, now) - now <= 0;
      if (isDue && busy.add(owner)) {
        begin(owner);
      }
    }
    due.keySet().retainAll(Set.copyOf(worker.owners()));
    if (sweepDue - now <= 0) {
      sweepDue = now + BETWEEN_SWEEPS.toNanos();
      sweep();
    }
  }

  private void begin(String owner) {
    try {
      turns.execute(() -> turn(owner));
    } catch (RejectedExecutionException _) {
      busy.remove(owner); // closed meanwhile
    }
  }

  private void turn(String owner) {
    Duration pause = AFTER_A_FAULT;
    try {
      pause = BETWEEN_LOOKS;
      if (ownTurns.take(owner)) {
        pause = AFTER_A_FAULT;
        pause = worker.turn(owner);
        ownTurns.giveBack(owner);
      }
    } catch (StoreUnavailable e) {
      LOG.log(System.Logger.Level.WARNING, "batches wait for their files: {0}", e.getMessage());
    } catch (IOException | RuntimeException | Error fault) {
      fatal.survived("a turn of the batches of " + owner, fault);
    } finally {
      due.put(owner, nanoTime.getAsLong() + pause.toNanos());
      busy.remove(owner);
    }
  }

  private void sweep() {
    try {
      worker.sweep();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "old files of batches stay for now", e);
    }
  }

  private boolean takeWanted() {
    lock.lock();
    try {
      boolean was = wanted;
      wanted = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, and answers whether to go on. */
  private boolean pause() {
    lock.lock();
    try {
      long left = BETWEEN_LOOKS.toNanos();
      while (!stopping && !wanted && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !stopping;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
