package dev.afterglow.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests that are at work, so that a stop can wait for them. Without a lock: every request
 * passes here twice, and those that wait for a lock are overtaken by those that come by.
 */
final class Requests {
  /** How many are at work; from here upwards, as long as more are taken. */
  private static final int CLOSED = Integer.MIN_VALUE;

  private final AtomicInteger atWork = new AtomicInteger();
  private final CountDownLatch none = new CountDownLatch(1);

  /** Counts a request in, unless no more are taken. */
  boolean enter() {
    return atWork.getAndUpdate(count -> count < 0 ? count : count + 1) >= 0;
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
