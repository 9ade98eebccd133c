package dev.afterglow.images;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A fixed number of places, of which one owner gets no more than a part. Whoever finds none waits
 * its turn for a while.
 */
final class Places {
  private final int most;
  private final int mostPerOwner;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private final Map<String, Integer> takenByOwner = new HashMap<>();
  private int taken;

  Places(int most, int mostPerOwner) {
    this.most = most;
    this.mostPerOwner = mostPerOwner;
  }

  /** Takes a place; false if none came free in time. */
  boolean take(String owner, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (full(owner)) {
        if (left <= 0) {
          return false;
        }
        left = freed.awaitNanos(left);
      }
      taken++;
      takenByOwner.merge(owner, 1, Integer::sum);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a taken place back. */
  void free(String owner) {
    lock.lock();
    try {
      taken--;
      takenByOwner.computeIfPresent(owner, (name, count) -> count == 1 ? null : count - 1);
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean full(String owner) {
    return taken >= most || takenByOwner.getOrDefault(owner, 0) >= mostPerOwner;
  }
}
