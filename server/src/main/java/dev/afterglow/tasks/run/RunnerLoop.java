package dev.afterglow.tasks.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ticks a runner on a thread of its own: at once when it is woken, and when the next step is due.
 */
public final class RunnerLoop {
  private static final System.Logger LOG = System.getLogger(RunnerLoop.class.getName());
  private static final Duration LAST_TICK = Duration.ofSeconds(5);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  private final Runner runner;
  private final InstantSource time;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean woken;
  private boolean stopping;

  public RunnerLoop(Runner runner, InstantSource time) {
    this.runner = runner;
    this.time = time;
    this.thread = Thread.ofPlatform().name("runner").daemon().unstarted(this::run);
    runner.onStep(this::wake);
  }

  /** Begins to tick. */
  public void start() {
    thread.start();
  }

  /** There is new work, or there may be. Safe from any thread; costs nothing. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
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
      Instant due = tick();
      going = await(due);
    }
  }

  /** Ticks, and answers when to tick again. */
  private Instant tick() {
    try {
      runner.tick();
      return runner.nextDue();
    } catch (IOException | RuntimeException | Error fault) {
      LOG.log(System.Logger.Level.ERROR, "the runner could not go on and will try again", fault);
      return time.instant().plus(AFTER_A_FAULT);
    }
  }

  /** Waits until then or until woken, and answers whether to go on. */
  private boolean await(Instant due) {
    lock.lock();
    try {
      long left = Duration.between(time.instant(), due).toNanos();
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
