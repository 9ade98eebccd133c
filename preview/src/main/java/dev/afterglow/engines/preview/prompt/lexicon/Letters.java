package dev.afterglow.engines.preview.prompt.lexicon;

/** Which characters make words by standing together, as those of English do. */
public final class Letters {
  private static final char AFTER_LATIN = 0x250;

  private Letters() {}

  /** Whether a character goes on the word before it. */
  public static boolean joins(char c) {
    return c < AFTER_LATIN && Character.isLetterOrDigit(c);
  }
}
