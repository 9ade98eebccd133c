package dev.afterglow.events;

import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What is known of one task while somebody waits for it. There is one for all who wait for the same
 * task, and it keeps the last state alone: whoever is slow misses what lay between.
 */
final class Topic {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Set<Watching> watchings = new HashSet<>();
  private Optional<Task> task = Optional.empty();
  private OptionalInt ahead = OptionalInt.empty();
  private int percent;
  private long unsure;

  /** Whether it has been given up: then a new one takes its place. */
  private boolean abandoned;

  /** Adds one who waits; whether this topic is still in use. */
  boolean join(Watching watching) {
    lock.lock();
    try {
      return !abandoned && watchings.add(watching);
    } finally {
      lock.unlock();
    }
  }

  /** Takes one away who waits no more; whether it was the last. */
  boolean leave(Watching watching) {
    lock.lock();
    try {
      watchings.remove(watching);
      abandoned = watchings.isEmpty();
      return abandoned;
    } finally {
      lock.unlock();
    }
  }

  /** Notes a state that was changed or read; an older one than is known changes nothing. */
  void learn(Task found) {
    tell(() -> {
      boolean newer = task.map(known -> known.revision() <= found.revision()).orElse(true);
      if (newer) {
        task = Optional.of(found);
        percent = Math.max(percent, found.progressPercent());
        if (!(found.state() instanceof TaskState.Queued)) {
          ahead = OptionalInt.empty();
        }
      }
    });
  }

  /** Notes a state that was read, of which a change may have been told since. */
  void read(Task found) {
    lock.lock();
    try {
      if (task.map(known -> known.revision() < found.revision()).orElse(true)) {
        learn(found);
      }
    } finally {
      lock.unlock();
    }
  }

  void progressed(int now) {
    tell(() -> percent = Math.max(percent, now));
  }

  void position(OptionalInt now) {
    tell(() -> {
      if (task.filter(known -> known.state() instanceof TaskState.Queued).isPresent()) {
        ahead = now;
      }
    });
  }

  /** Whoever waits has to read for himself. */
  void unsure() {
    tell(() -> unsure++);
  }

  /** Wakes all who wait, so that each looks whether its wait is over. */
  void wake() {
    tell(() -> {});
  }

  private void tell(Runnable change) {
    lock.lock();
    try {
      change.run();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The task, if it waits for its turn. */
  Optional<Task> queued() {
    lock.lock();
    try {
      return task.filter(known -> known.state() instanceof TaskState.Queued);
    } finally {
      lock.unlock();
    }
  }

  /** How many waits are going on. */
  Set<Watching> watchings() {
    lock.lock();
    try {
      return Set.copyOf(watchings);
    } finally {
      lock.unlock();
    }
  }

  Snapshot now() {
    lock.lock();
    try {
      Task known = task.orElseThrow();
      return new Snapshot(known.withProgress(Math.min(percent, 99)), ahead);
    } finally {
      lock.unlock();
    }
  }

  /** How often it has become unsure what is on disk. */
  long doubts() {
    lock.lock();
    try {
      return unsure;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something else to see, so many nanoseconds at most, or until told. */
  void await(Snapshot seen, long doubts, long nanos, Supplier<Boolean> over)
      throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !over.get() && unsure == doubts && now().equals(seen)) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
