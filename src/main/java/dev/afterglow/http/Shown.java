package dev.afterglow.http;

/** A client's own text as it may be shown back in a message: short, and on one line. */
public final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  /**
   * The text, without control characters and cut after {@value #LONGEST} code points; quotes for an
   * empty one, which nobody would see.
   */
  public static String of(String text) {
    if (text.isEmpty()) {
      return "\"\"";
    }
    StringBuilder shown = new StringBuilder();
    int count = 0;
    for (int at = 0; at < text.length(); ) {
      if (count == LONGEST) {
        return shown.append('…').toString();
      }
      int point = text.codePointAt(at);
      shown.appendCodePoint(isPlain(point) ? point : '\uFFFD');
      at += Character.charCount(point);
      count++;
    }
    return shown.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
