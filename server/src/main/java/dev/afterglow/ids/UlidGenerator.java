package dev.afterglow.ids;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ULIDs (<a href="https://github.com/ulid/spec">specification</a>): 26 capitals of
 * Crockford's base 32 that hold 48 bits of time in milliseconds and 80 random bits.
 *
 * <p>Those of one generator grow strictly, even within a millisecond and when the clock steps back,
 * so that rows are added at the end of their table and the newest is the last in every index.
 */
public final class UlidGenerator {
  private static final int HALF_DIGITS = 8;
  private static final long HALF_MASK = (1L << 40) - 1;

  private final InstantSource time;
  private final RandomGenerator random;

  private long lastMillis = -1;
  private long high;
  private long low;

  /**
   * @param random unpredictable in production: {@link java.security.SecureRandom}
   */
  public UlidGenerator(InstantSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /**
   * The next id, such as {@code key_01K9XJ...} for the prefix {@code key_}, with a ULID that is
   * greater than every one this generator gave before.
   */
  public synchronized String next(String prefix) {
    long now = time.millis();
    if (now > lastMillis) {
      lastMillis = now;
      high = random.nextLong() & HALF_MASK;
      low = random.nextLong() & HALF_MASK;
    } else {
      step();
    }
    StringBuilder id = new StringBuilder(prefix);
    Crockford32.append(id, lastMillis, Crockford32.TIME_DIGITS);
    Crockford32.append(id, high, HALF_DIGITS);
    Crockford32.append(id, low, HALF_DIGITS);
    return id.toString();
  }

  /** A random step, so that a neighbour's id cannot be found by counting. */
  private void step() {
    low += 1 + random.nextLong(1L << 32);
    if (low > HALF_MASK) {
      low &= HALF_MASK;
      high++;
    }
    if (high > HALF_MASK) {
      high = 0;
      lastMillis++;
    }
  }
}
