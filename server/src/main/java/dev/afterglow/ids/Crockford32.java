package dev.afterglow.ids;

import java.util.random.RandomGenerator;

/**
 * Crockford's <a href="https://www.crockford.com/base32.html">base 32</a>: ten digits and the
 * capitals but I, L, O and U, which people mistake. Each digit holds five bits, and texts of the
 * same length sort as their numbers do.
 */
public final class Crockford32 {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;
  private static final int MASK = 31;

  /** The digits of 48 bits of time in milliseconds, as a ULID begins. */
  public static final int TIME_DIGITS = 10;

  private Crockford32() {}

  /** The digit of the lowest five bits. */
  public static char digit(long bits) {
    return DIGITS.charAt((int) bits & MASK);
  }

  /** Appends the lowest bits of a value, the highest digit first. */
  public static void append(StringBuilder text, long value, int digits) {
    for (int shift = BITS * (digits - 1); shift >= 0; shift -= BITS) {
      text.append(digit(value >>> shift));
    }
  }

  /** Appends random digits. */
  public static void appendRandom(StringBuilder text, RandomGenerator random, int digits) {
    for (int i = 0; i < digits; i++) {
      text.append(digit(random.nextInt(MASK + 1)));
    }
  }

  /** Whether each character from this index on is one of the digits, capitals only. */
  public static boolean holdsOnlyDigits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (DIGITS.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The number that up to twelve digits write.
   *
   * @throws IllegalArgumentException if one of them is none
   */
  public static long value(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = DIGITS.indexOf(digits.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("not a number in base 32");
      }
      value = (value << BITS) | digit;
    }
    return value;
  }
}
