package dev.afterglow.docs;

/**
 * What stands where a line of Markdown ends and its paragraph goes on: a blank in most scripts, but
 * nothing between two Chinese characters, nor beside a wide mark.
 */
final class LineJoin {
  private LineJoin() {}

  /** What parts the character that a line ends with from the one that the next begins with. */
  static String between(int last, int first) {
    boolean chinese = Character.isIdeographic(last) && Character.isIdeographic(first);
    return chinese || isMark(last) || isMark(first) ? "" : " ";
  }

  /** The same text in one line. */
  static String joined(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n') {
        line.append(c);
      } else if (i > 0 && i + 1 < text.length()) {
        line.append(between(text.codePointBefore(i), text.codePointAt(i + 1)));
      }
    }
    return line.toString();
  }

  private static boolean isMark(int character) {
    return (character >= 0x3000 && character <= 0x303F)
        || (character >= 0xFF00 && character <= 0xFF60)
        || character == '“'
        || character == '”';
  }
}
