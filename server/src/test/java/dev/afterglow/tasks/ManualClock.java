package dev.afterglow.tasks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when it is told to. */
public final class ManualClock implements InstantSource {
  /** Where every manual clock starts unless told otherwise. */
  public static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

  private volatile Instant now;
  private volatile long nanos;

  public ManualClock() {
    this(START);
  }

  public ManualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Nanoseconds that never run backwards, whatever the wall clock is set to. */
  public long nanoTime() {
    return nanos;
  }

  /** Moves on, or back by a negative amount, which the time that passed knows nothing of. */
  public synchronized void advance(Duration amount) {
    now = now.plus(amount);
    nanos += Math.max(0, amount.toNanos());
  }
}
