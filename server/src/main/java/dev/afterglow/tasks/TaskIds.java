package dev.afterglow.tasks;

import dev.afterglow.ids.Crockford32;
import dev.afterglow.ids.UlidGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes and recognises task ids: {@code task_} and a ULID of {@link UlidGenerator}, so that the
 * newest task of an owner is the last one in every index.
 */
public final class TaskIds {
  /** A text that is greater than every task id. */
  public static final String BEYOND = "task_8";

  private static final String PREFIX = "task_";
  private static final int LENGTH = PREFIX.length() + 26;

  private final UlidGenerator ulids;

  /**
   * @param random unpredictable in production: {@link java.security.SecureRandom}
   */
  public TaskIds(InstantSource time, RandomGenerator random) {
    this.ulids = new UlidGenerator(time, random);
  }

  /** The next id, greater than every id this maker gave before. */
  public String next() {
    return ulids.next(PREFIX);
  }

  /** Whether the text is a task id by its form. It says nothing about the task's existence. */
  public static boolean wellFormed(String text) {
    return text.length() == LENGTH
        && text.startsWith(PREFIX)
        && text.charAt(PREFIX.length()) <= '7'
        && Crockford32.holdsOnlyDigits(text, PREFIX.length());
  }

  /** A text that is not greater than any id made at this moment, and greater than any earlier. */
  public static String lowest(Instant moment) {
    StringBuilder id = new StringBuilder(PREFIX);
    Crockford32.append(
        id, Math.clamp(moment.toEpochMilli(), 0, (1L << 48) - 1), Crockford32.TIME_DIGITS);
    return id.toString();
  }
}
