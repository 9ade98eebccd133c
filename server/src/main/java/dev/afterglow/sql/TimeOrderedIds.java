package dev.afterglow.sql;

import dev.afterglow.ids.Crockford32;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ids for rows: a prefix and a ULID (<a
 * href="https://github.com/ulid/spec">specification</a>), 26 capitals of Crockford's base 32 that
 * hold 48 bits of time in milliseconds and 80 random bits. Ids that ascend with time let rows be
 * added at the end of their table.
 */
public final class TimeOrderedIds {
  private static final int RANDOM_DIGITS = 16;

  private final InstantSource time;
  private final RandomGenerator random;

  /**
   * @param random unpredictable in production: {@link java.security.SecureRandom}
   */
  public TimeOrderedIds(InstantSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /** A new id, such as {@code key_01K9XJ...} for the prefix {@code key_}. */
  public String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    Crockford32.append(id, time.millis(), Crockford32.TIME_DIGITS);
    Crockford32.appendRandom(id, random, RANDOM_DIGITS);
    return id.toString();
  }
}
