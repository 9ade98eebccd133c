package dev.afterglow.engines.preview.prompt;

import java.text.BreakIterator;
import java.util.Locale;

/** Makes one line of text out of a prompt. */
final class Captions {
  /** The longest caption, in half-width columns. */
  static final int COLUMNS = 72;

  /** Marks pile up on a letter without taking a column; this many chars are enough for any line. */
  private static final int CHARS = 6 * COLUMNS;

  private Captions() {}

  /**
   * The prompt without control characters and line breaks, cut with an ellipsis if too long, never
   * within what is read as one character.
   */
  static String of(String prompt) {
    String clean = clean(prompt);
    BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
    letters.setText(clean);
    int columns = 0;
    int from = letters.first();
    for (int to = letters.next(); to != BreakIterator.DONE; from = to, to = letters.next()) {
      columns += isWide(clean.codePointAt(from)) ? 2 : 1;
      if (columns > COLUMNS || to > CHARS) {
        return clean.substring(0, from).strip() + "…";
      }
    }
    return clean;
  }

  /** The beginning of the prompt in one line, at least as much as fits. */
  private static String clean(String prompt) {
    StringBuilder line = new StringBuilder();
    int i = 0;
    while (i < prompt.length() && line.length() <= 2 * CHARS) {
      int point = prompt.codePointAt(i);
      i += Character.charCount(point);
      boolean space = Character.isWhitespace(point) || Character.isISOControl(point);
      boolean afterSpace = line.isEmpty() || line.charAt(line.length() - 1) == ' ';
      if (space ? !afterSpace : shows(point)) {
        line.appendCodePoint(space ? ' ' : point);
      }
    }
    return line.toString().strip();
  }

  /** Chinese, Japanese, Korean and emoji are as high as they are wide. */
  private static boolean isWide(int point) {
    return (point >= 0x2E80 && point < 0xA4D0)
        || (point >= 0xAC00 && point < 0xD7B0)
        || (point >= 0xF900 && point < 0xFB00)
        || (point >= 0xFE30 && point < 0xFE50)
        || (point >= 0xFF00 && point < 0xFF61)
        || point >= 0x1F000;
  }

  /**
   * Lone surrogates and invisible formatting, such as a turn of direction, have no picture. The two
   * joiners stay: Persian and the scripts of India are misspelt without them.
   */
  private static boolean shows(int point) {
    int type = Character.getType(point);
    return type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && type != Character.PRIVATE_USE
        && (type != Character.FORMAT || point == 0x200C || point == 0x200D);
  }
}
