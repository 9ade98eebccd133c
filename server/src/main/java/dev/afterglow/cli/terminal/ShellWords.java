package dev.afterglow.cli.terminal;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words as a line that a POSIX shell reads as these words again. */
public final class ShellWords {
  private static final String PLAIN = "[\\p{L}\\p{N}_./:@%+=,-]+";

  private ShellWords() {}

  /** The words in one line, in quotes where they need any. */
  public static String line(Stream<String> words) {
    return words
        .map(word -> word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
