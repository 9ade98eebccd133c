package dev.afterglow.tasks.run;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.tasks.CancelRequests;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ticks a runner on a thread of its own: at once when it is woken, and when the next step is due.
 */
public final class RunnerLoop implements CancelRequests {
  private static final int TAKEN_OVER_AT_ONCE = 500;
  private static final Duration LAST_TICK = Duration.ofSeconds(5);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
  private static final Duration WITHOUT_WORK = Duration.ofMinutes(1);

  /** A runner that cannot go on for so many ticks in a row, a second apart, never will. */
  private static final int MOST_FAULTS = 60;

  private final Runner runner;
  private final FatalErrors fatal;
  private final Duration afterAFault;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean woken;
  private boolean stopping;
  private volatile int faults;

  /**
   * @param fatal told what each tick has survived, and ends the process when it is too much
   */
  public RunnerLoop(Runner runner, FatalErrors fatal) {
    this(runner, fatal, AFTER_A_FAULT);
  }

  RunnerLoop(Runner runner, FatalErrors fatal, Duration afterAFault) {
    this.afterAFault = afterAFault;
    this.runner = runner;
    this.fatal = fatal;
    this.thread = Thread.ofPlatform().name("runner").daemon().unstarted(this::run);
    runner.onStep(this::wake);
  }

  /** Begins to tick. */
  public void start() {
    thread.start();
  }

  /** A task may have been accepted. Safe from any thread; costs nothing. */
  public void newWork() {
    runner.newWork();
    wake();
  }

  /** A task under way was changed by somebody else. Safe from any thread. */
  public void changed(String taskId) {
    runner.lookAfresh(taskId);
    wake();
  }

  /** Takes over what dead nodes had in hand. */
  public void takeOver() {
    while (runner.takeOver(TAKEN_OVER_AT_ONCE) == TAKEN_OVER_AT_ONCE) {
      wake();
    }
    wake();
  }

  /** This node was silent for so long that it may have been taken for dead. */
  public void lapsed() {
    runner.lapsed();
    wake();
  }

  /** How many ticks in a row have failed; 0 when all is well. */
  public int faults() {
    return faults;
  }

  @Override
  public Cancelling ask(Task task, Duration patience) {
    CompletableFuture<Cancelling> answer = runner.askToStop(task);
    wake();
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Cancelling.Asked(task);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Cancelling.Asked(task);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Begins nothing new, and waits for the steps that are being taken. Tasks under way go on after
   * the next start.
   *
   * @return whether every step ended in time
   */
  public boolean drain(Duration patience) throws InterruptedException {
    runner.drain();
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread.isAlive()) {
      thread.join(LAST_TICK); // the tick it may be in the middle of can still begin a step
    }
    return restsWithin(patience);
  }

  private void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean restsWithin(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (runner.busy() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !runner.busy();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    boolean going = true;
    while (going) {
      Duration pause = tick();
      going = await(pause);
    }
  }

  /** Ticks, and answers after how long to tick again. */
  private Duration tick() {
    try {
      runner.tick();
      Optional<Duration> due = runner.untilDue();
      faults = 0;
      return due.orElse(WITHOUT_WORK);
    } catch (RuntimeException | Error fault) {
      if (fault instanceof DatabaseFailure away && away.unreachable()) {
        fatal.survived("the runner", fault); // another process could do no better
      } else {
        failed(fault);
      }
      return afterAFault;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others read
  private void failed(Throwable fault) {
    faults++;
    if (faults == MOST_FAULTS) {
      fatal.fatal("the runner", fault);
    } else {
      fatal.survived("the runner", fault);
    }
  }

  /** Waits so long or until woken, and answers whether to go on. */
  private boolean await(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!woken && !stopping && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
      return !stopping;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
