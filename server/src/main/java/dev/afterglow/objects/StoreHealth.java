package dev.afterglow.objects;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What a store on the network has answered lately. Safe for use by many threads. */
public final class StoreHealth {
  private static final System.Logger LOG = System.getLogger(StoreHealth.class.getName());

  private final LongSupplier nanoTime;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private Optional<String> trouble = Optional.empty();
  private long heardAt;
  private boolean heard;

  /**
   * @param nanoTime a clock that is never set back, in nanoseconds
   */
  public StoreHealth(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** One request was answered, be it with a refusal that says that all is well. */
  public void countAnswered() {
    answered.incrementAndGet();
  }

  /** One request was put off: too many of them, or a fault of the store. */
  public void countRefused() {
    refused.incrementAndGet();
  }

  /** One request got no whole answer. */
  public void countBroken() {
    broken.incrementAndGet();
  }

  /** A call has come to its end. */
  public void works() {
    Optional<String> before = note(Optional.empty());
    before.ifPresent(why -> LOG.log(System.Logger.Level.INFO, "the object store works again"));
  }

  /** A call was given up after all its attempts. */
  public void fails(String why) {
    Optional<String> before = note(Optional.of(why));
    if (before.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the object store does not work, and what is to be kept waits: {0}",
          why);
    }
  }

  /** Why it does not work at present; empty if it does, as far as is known. */
  public synchronized Optional<String> trouble() {
    return trouble;
  }

  /** How long ago it was last heard of, in nanoseconds. */
  public synchronized long silentNanos() {
    return heard ? nanoTime.getAsLong() - heardAt : Long.MAX_VALUE;
  }

  /** Requests that were answered. */
  public long answered() {
    return answered.get();
  }

  /** Requests that were put off. */
  public long refused() {
    return refused.get();
  }

  /** Requests that got no whole answer. */
  public long broken() {
    return broken.get();
  }

  private synchronized Optional<String> note(Optional<String> now) {
    Optional<String> before = trouble;
    trouble = now;
    heardAt = nanoTime.getAsLong();
    heard = true;
    return before;
  }
}
