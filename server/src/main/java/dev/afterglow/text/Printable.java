package dev.afterglow.text;

/** A client's own text as it may be shown in a message or a log: on one line. */
public final class Printable {
  private static final int LONGEST = 60;

  private Printable() {}

  /**
   * The text, without control characters and cut after {@value #LONGEST} code points; quotes for an
   * empty one, which nobody would see.
   */
  public static String of(String text) {
    if (text.isEmpty()) {
      return "\"\"";
    }
    int end = 0;
    for (int count = 0; count < LONGEST && end < text.length(); count++) {
      end += Character.charCount(text.codePointAt(end));
    }
    return plain(text.substring(0, end)) + (end < text.length() ? "…" : "");
  }

  /** The whole text; each character that would not show, or could begin a line, is U+FFFD. */
  public static String plain(String text) {
    if (isPlain(text)) {
      return text;
    }
    return text.codePoints()
        .map(point -> isPlain(point) ? point : '\uFFFD')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** In a plain loop: every line of the log passes here. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (!isPlain(point)) {
        return false;
      }
      i += Character.charCount(point);
    }
    return true;
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
