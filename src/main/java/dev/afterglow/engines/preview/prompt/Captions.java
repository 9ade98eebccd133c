package dev.afterglow.engines.preview.prompt;

/** Makes one line of text out of a prompt. */
final class Captions {
  /** The longest caption, in half-width columns. */
  static final int COLUMNS = 72;

  private Captions() {}

  /** The prompt without control characters and line breaks, cut with an ellipsis if too long. */
  static String of(String prompt) {
    StringBuilder line = new StringBuilder();
    int columns = 0;
    int i = 0;
    while (i < prompt.length()) {
      int point = prompt.codePointAt(i);
      i += Character.charCount(point);
      boolean space = Character.isWhitespace(point) || Character.isISOControl(point);
      boolean afterSpace = line.isEmpty() || line.charAt(line.length() - 1) == ' ';
      if ((space && afterSpace) || (!space && !shows(point))) {
        continue;
      }
      int wide = point >= 0x2E80 ? 2 : 1;
      if (columns + wide > COLUMNS) {
        return line.toString().strip() + "…";
      }
      columns += wide;
      line.appendCodePoint(space ? ' ' : point);
    }
    return line.toString().strip();
  }

  /** Lone surrogates and invisible formatting, such as a turn of direction, have no picture. */
  private static boolean shows(int point) {
    int type = Character.getType(point);
    return type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && type != Character.PRIVATE_USE
        && type != Character.FORMAT;
  }
}
