package dev.afterglow.tasks.run;

import java.util.concurrent.TimeUnit;

/**
 * How many steps of a kind may begin in a time: a token bucket. Its owner's lock guards it.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Token_bucket">Token bucket</a>
 */
final class RateBudget {
  private final boolean unlimited;
  private final double perNano;
  private final double burst;
  private double tokens;
  private long at;

  private RateBudget(boolean unlimited, double perNano, double burst, long now) {
    this.unlimited = unlimited;
    this.perNano = perNano;
    this.burst = burst;
    this.tokens = burst;
    this.at = now;
  }

  /** No bound. */
  static RateBudget unlimited() {
    return new RateBudget(true, 0, 0, 0);
  }

  /**
   * A bound.
   *
   * @param count how many in the time; {@link Integer#MAX_VALUE} for no bound
   * @param burst how many at once after a pause
   */
  static RateBudget of(int count, long time, TimeUnit unit, double burst, long now) {
    return count == Integer.MAX_VALUE
        ? unlimited()
        : new RateBudget(false, (double) count / unit.toNanos(time), Math.max(1, burst), now);
  }

  /** Takes one, if there is one. */
  boolean take(long now) {
    if (unlimited) {
      return true;
    }
    refill(now);
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** How many could be taken now. */
  int available(long now) {
    if (unlimited) {
      return Integer.MAX_VALUE;
    }
    refill(now);
    return (int) tokens;
  }

  /** How many nanoseconds until one can be taken. */
  long untilNext(long now) {
    if (unlimited || available(now) > 0) {
      return 0;
    }
    return (long) Math.ceil((1 - tokens) / perNano);
  }

  private void refill(long now) {
    tokens = Math.min(burst, tokens + Math.max(0, now - at) * perNano);
    at = now;
  }
}
