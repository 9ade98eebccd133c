package dev.afterglow.tasks;

/**
 * A film in words: 1 to {@value #LONGEST} Unicode code points, some of which are visible, and all
 * of which every encoding and database can hold. {@link #read} is the one place that checks a
 * prompt.
 */
public final class Prompt implements PromptReading {
  /** The longest prompt in Unicode code points. */
  public static final int LONGEST = 32_000;

  private final String text;

  private Prompt(String text) {
    this.text = text;
  }

  /** A prompt, or what is wrong with the text. */
  public static PromptReading read(String text) {
    if (text.codePoints().allMatch(Prompt::isInvisible)) {
      return PromptReading.Fault.BLANK;
    }
    if (text.codePointCount(0, text.length()) > LONGEST) {
      return PromptReading.Fault.TOO_LONG;
    }
    return text.codePoints().anyMatch(Prompt::isUnwritable)
        ? PromptReading.Fault.UNWRITABLE
        : new Prompt(text);
  }

  /**
   * A prompt that is known to be good.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Prompt of(String text) {
    return switch (read(text)) {
      case Prompt prompt -> prompt;
      case PromptReading.Fault fault -> throw new IllegalArgumentException("prompt: " + fault);
    };
  }

  /** The words as the client wrote them. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prompt prompt && prompt.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** Blanks, controls, and what no font draws. Halves of characters are another fault. */
  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> isBlankLetter(point);
    };
  }

  /** Letters, marks and symbols by category that show nothing on their own. */
  private static boolean isBlankLetter(int point) {
    return switch (point) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          (point >= 0x180B && point <= 0x180F) // Mongolian variation selectors
              || (point >= 0xFE00 && point <= 0xFE0F) // variation selectors
              || (point >= 0xE0100 && point <= 0xE01EF);
    };
  }

  /** NUL, which databases refuse, and halves of characters, which no encoding can write. */
  private static boolean isUnwritable(int point) {
    return point == 0 || Character.getType(point) == Character.SURROGATE;
  }
}
