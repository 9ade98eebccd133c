package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.prompt.lexicon.Letters;
import java.util.Optional;

/** Numbers in digits, and Chinese numerals before a measure word. */
final class Numbers {
  private static final String NUMERALS = "零一二三四五六七八九";
  private static final String MEASURES = "只艘条座颗个名位朵棵匹头群片架辆盏对双株枚束道栋间幢叶轮";
  private static final int LONGEST = 6;

  private Numbers() {}

  /** A number found in a text, and how many characters it takes. */
  record Found(int number, int length) {}

  /** The number that begins here, if it counts something: 3, 三只, 十几艘. */
  static Optional<Found> at(String text, int start) {
    return isDigit(text.charAt(start)) ? digits(text, start) : numerals(text, start);
  }

  private static Optional<Found> digits(String text, int start) {
    int end = start;
    int number = 0;
    while (end < text.length() && isDigit(text.charAt(end)) && end - start < LONGEST) {
      number = number * 10 + (text.charAt(end) - '0');
      end++;
    }
    boolean inWord = start > 0 && Letters.joins(text.charAt(start - 1));
    boolean goesOn = end < text.length() && Letters.joins(text.charAt(end));
    return inWord || goesOn || number == 0 || number > 1000
        ? Optional.empty()
        : Optional.of(new Found(number, end - start));
  }

  private static Optional<Found> numerals(String text, int start) {
    int total = 0;
    int digit = 0;
    int end = start;
    while (end < text.length() && end - start < LONGEST) {
      char c = text.charAt(end);
      int value = NUMERALS.indexOf(c);
      int unit = c == '十' ? 10 : c == '百' ? 100 : c == '千' ? 1000 : 0;
      if (value >= 0 || c == '两') {
        digit = c == '两' ? 2 : value;
      } else if (c == '几' || c == '数') {
        digit = 5;
      } else if (unit > 0) {
        total += Math.max(1, digit) * unit;
        digit = 0;
      } else {
        break;
      }
      end++;
    }
    if (end == start || end >= text.length() || MEASURES.indexOf(text.charAt(end)) < 0) {
      return Optional.empty();
    }
    int each = text.charAt(end) == '群' ? 20 : text.charAt(end) == '对' ? 2 : 1;
    return Optional.of(
        new Found(Math.clamp((long) (total + digit) * each, 1, 1000), end + 1 - start));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
