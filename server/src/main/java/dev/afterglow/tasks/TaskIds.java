package dev.afterglow.tasks;

import dev.afterglow.ids.Crockford32;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Makes and recognises task ids: {@code task_} and a ULID (<a
 * href="https://github.com/ulid/spec">specification</a>), 26 capitals of Crockford's base 32 that
 * hold 48 bits of time in milliseconds and 80 random bits.
 *
 * <p>Ids of one maker grow strictly, even within a millisecond and when the clock steps back, so
 * that the newest task of an owner is the last one in every index.
 */
public final class TaskIds {
  /** A text that is greater than every task id. */
  public static final String BEYOND = "task_8";

  private static final String PREFIX = "task_";
  private static final Pattern GRAMMAR = Pattern.compile("task_[0-7][0-9A-HJKMNP-TV-Z]{25}");
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
  public TaskIds(InstantSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /** The next id, greater than every id this maker gave before. */
  public synchronized String next() {
    long now = time.millis();
    if (now > lastMillis) {
      lastMillis = now;
      high = random.nextLong() & HALF_MASK;
      low = random.nextLong() & HALF_MASK;
    } else {
      step();
    }
    StringBuilder id = new StringBuilder(PREFIX);
    Crockford32.append(id, lastMillis, Crockford32.TIME_DIGITS);
    Crockford32.append(id, high, HALF_DIGITS);
    Crockford32.append(id, low, HALF_DIGITS);
    return id.toString();
  }

  /** Whether the text is a task id by its form. It says nothing about the task's existence. */
  public static boolean wellFormed(String text) {
    return GRAMMAR.matcher(text).matches();
  }

  /** A text that is not greater than any id made at this moment, and greater than any earlier. */
  public static String lowest(Instant moment) {
    StringBuilder id = new StringBuilder(PREFIX);
    Crockford32.append(
        id, Math.clamp(moment.toEpochMilli(), 0, (1L << 48) - 1), Crockford32.TIME_DIGITS);
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
