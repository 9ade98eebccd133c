package dev.afterglow.webhooks;

import java.util.concurrent.atomic.AtomicLong;

/** What became of messages since the start. */
public final class WebhookCounters {
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /** Messages that arrived. */
  public long delivered() {
    return delivered.get();
  }

  /** Attempts that failed and are repeated. */
  public long retried() {
    return retried.get();
  }

  /** Messages that were given up. */
  public long failed() {
    return failed.get();
  }

  void count(Attempted.Verdict verdict) {
    AtomicLong counter =
        switch (verdict) {
          case ARRIVED -> delivered;
          case AGAIN -> retried;
          case GONE, REFUSED, TOO_LATE -> failed;
        };
    counter.incrementAndGet();
  }
}
