package dev.afterglow.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the number of large request bodies that are in memory at once small. No sender may take the
 * last place: whoever sends slowly for an hour must not keep all others from sending.
 */
final class LargeBodies {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int places;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final Map<String, Integer> taken = new HashMap<>();
  private int takenInAll;

  LargeBodies(int places) {
    this(places, PATIENCE);
  }

  LargeBodies(int places, Duration patience) {
    this.places = places;
    this.patience = patience;
  }

  /**
   * Takes a place, waiting for it for a while.
   *
   * @throws ApiError 503 if none becomes free for this sender
   */
  void enter(String sender) {
    lock.lock();
    try {
      long wait = patience.toNanos();
      while (!hasRoom(sender)) {
        if (wait <= 0) {
          throw ApiError.of(Kind.UNAVAILABLE, Text.of("request.busy")).retryAfter(2);
        }
        wait = left.awaitNanos(wait);
      }
      taken.merge(sender, 1, Integer::sum);
      takenInAll++;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw ApiError.unavailable(2);
    } finally {
      lock.unlock();
    }
  }

  void leave(String sender) {
    lock.lock();
    try {
      taken.computeIfPresent(sender, (_, count) -> count > 1 ? count - 1 : null);
      takenInAll--;
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(String sender) {
    int share = Math.max(1, places - 1);
    return takenInAll < places && taken.getOrDefault(sender, 0) < share;
  }
}
