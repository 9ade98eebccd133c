package dev.afterglow.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests that are at work: a bounded number, and a stop can wait for them. Without a lock:
 * every request passes here twice, and those that wait for a lock are overtaken by those that come
 * by.
 */
final class Requests {
  /** How many are at work; from here upwards, as long as more are taken. */
  private static final int CLOSED = Integer.MIN_VALUE;

  private final int most;
  private final AtomicInteger atWork = new AtomicInteger();
  private final CountDownLatch none = new CountDownLatch(1);

  /**
   * @param most how many may be at work at once
   */
  Requests(int most) {
    this.most = most;
  }

  /** Counts a request in, unless as many as may be are at work, or no more are taken. */
  boolean enter() {
    int before = atWork.getAndUpdate(count -> count < 0 || count >= most ? count : count + 1);
    return before >= 0 && before < most;
  }

  void leave() {
    if (atWork.decrementAndGet() == CLOSED) {
      none.countDown();
    }
  }

  /** Takes no more requests and waits for those at work; whether all of them ended in time. */
  boolean close(Duration longest) throws InterruptedException {
    if (atWork.getAndUpdate(count -> count < 0 ? count : CLOSED + count) == 0) {
      none.countDown();
    }
    return none.await(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean closed() {
    return atWork.get() < 0;
  }
}
