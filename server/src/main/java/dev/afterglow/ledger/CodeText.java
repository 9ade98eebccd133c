package dev.afterglow.ledger;

import dev.afterglow.ids.Crockford32;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The text of a redeem code: 25 digits of Crockford's base 32, which has no letters that people
 * mistake for digits, in groups of five. They hold 125 random bits.
 */
final class CodeText {
  private static final int LENGTH = 25;
  private static final int GROUP = 5;
  private static final int SHOWN = 4;

  private final RandomGenerator random;

  CodeText(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      Crockford32.appendRandom(text, random, 1);
    }
    return text.toString();
  }

  static String lastFour(String text) {
    return text.substring(text.length() - SHOWN);
  }

  /** The code as it is hashed, however it was typed. */
  static String plain(String typed) {
    return typed
        .toUpperCase(Locale.ROOT)
        .replaceAll("[\\s-]", "")
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }
}
