package dev.afterglow.quota;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore whose permits are shared fairly among holders, however many of them there are: what
 * one holder has and wants may not exceed what is free. One greedy holder gets half of all permits,
 * two get a third each, and something is left for whoever comes next. (The dynamic thresholds of
 * Choudhury and Hahne, IEEE/ACM Transactions on Networking 6(2), 1998.)
 *
 * <p>Taking and giving back need no lock that is shared by all; waiting does.
 */
public final class FairSemaphore {
  private final long permits;
  private final AtomicLong free;
  private final ConcurrentHashMap<String, Long> held = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param permits at least 1
   */
  public FairSemaphore(long permits) {
    if (permits < 1) {
      throw new IllegalArgumentException("permits: " + permits + " (expected: > 0)");
    }
    this.permits = permits;
    this.free = new AtomicLong(permits);
  }

  /**
   * Takes permits, or none of them.
   *
   * @param wanted at least 1; more than there are count as all
   */
  public boolean tryAcquire(String holder, long wanted) {
    long count = bounded(wanted);
    AtomicBoolean taken = new AtomicBoolean();
    held.compute(
        holder,
        (String _, @Nullable Long before) -> {
          long mine = before == null ? 0 : before;
          taken.set(take(mine, count));
          return taken.get() ? Long.valueOf(mine + count) : before;
        });
    return taken.get();
  }

  /** Takes permits, waiting for them for a while. An interrupt ends the wait without any. */
  public boolean tryAcquire(String holder, long wanted, Duration patience) {
    if (tryAcquire(holder, wanted)) {
      return true;
    }
    lock.lock();
    waiting.incrementAndGet(); // before the next attempt: whoever gives back from now on sees it
    try {
      long left = patience.toNanos();
      while (!tryAcquire(holder, wanted)) {
        if (left <= 0) {
          return false;
        }
        left = released.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  /**
   * Whether as many permits are free at this moment and it is this holder's own share that keeps it
   * from getting them.
   */
  public boolean isOverShare(String holder, long wanted) {
    long count = bounded(wanted);
    long now = free.get();
    return count <= now && held.getOrDefault(holder, 0L) + count > now;
  }

  /** Gives back permits that this holder took. */
  public void release(String holder, long taken) {
    long count = bounded(taken);
    held.computeIfPresent(holder, (_, mine) -> mine > count ? Long.valueOf(mine - count) : null);
    free.addAndGet(count);
    if (waiting.get() > 0) {
      lock.lock();
      try {
        released.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** How many permits nobody holds at this moment. */
  public long free() {
    return free.get();
  }

  private boolean take(long mine, long count) {
    long now = free.get();
    while (mine + count <= now) {
      if (free.compareAndSet(now, now - count)) {
        return true;
      }
      now = free.get();
    }
    return false;
  }

  private long bounded(long wanted) {
    if (wanted < 1) {
      throw new IllegalArgumentException("wanted: " + wanted + " (expected: > 0)");
    }
    return Math.min(wanted, permits);
  }
}
