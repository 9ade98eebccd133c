package dev.afterglow.accounts;

import java.util.Locale;

/** What people may call their things: text that shows as it is, on one line, everywhere. */
final class Names {
  private static final int LONGEST = 100;

  private Names() {}

  static void check(String field, String text) {
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > LONGEST || text.isBlank()) {
      throw new IllegalArgumentException(
          field + ": " + length + " characters (expected: 1 to " + LONGEST + ", not all blank)");
    }
    text.codePoints()
        .filter(Names::invisible)
        .findFirst()
        .ifPresent(character -> {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s: character U+%04X (expected: visible characters and spaces)",
                  field,
                  character));
        });
  }

  private static boolean invisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
