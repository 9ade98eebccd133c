package dev.afterglow.webhooks;

import dev.afterglow.lifecycle.FatalErrors;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a dispatcher look after the outbox on a thread of its own: every second, or when woken. */
final class DispatcherLoop {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_TICK = Duration.ofSeconds(5);

  private final Dispatcher dispatcher;
  private final FatalErrors fatal;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean woken;
  private boolean stopping;

  DispatcherLoop(Dispatcher dispatcher, FatalErrors fatal) {
    this.dispatcher = dispatcher;
    this.fatal = fatal;
    this.thread = Thread.ofPlatform().name("webhooks").daemon().unstarted(this::run);
    dispatcher.afterEach(this::wake);
  }

  void start() {
    thread.start();
  }

  /** Something is due, or there is room again. Safe from any thread. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins nothing more, and waits for the messages on their way.
   *
   * @return whether all of them were over in time
   */
  boolean drain(Duration patience) throws InterruptedException {
    dispatcher.stop();
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
      long left = patience.toNanos();
      while (dispatcher.underWay() > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    if (thread.isAlive()) {
      thread.join(LAST_TICK);
    }
    return dispatcher.underWay() == 0;
  }

  private void run() {
    do {
      fatal.survive("the delivery of webhooks", dispatcher::tick);
    } while (goesOn());
  }

  private boolean goesOn() {
    lock.lock();
    try {
      long left = PAUSE.toNanos();
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
