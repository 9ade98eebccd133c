package dev.afterglow.text;

import java.util.List;

/** What fills a gap of a {@link Text}. */
public sealed interface Argument permits Argument.Plain, Argument.Choice, Argument.Size, Text {
  /** Shown as it is in every language. */
  record Plain(String shown) implements Argument {}

  /** Values of which one is meant, listed as the language lists them. */
  record Choice(List<String> values) implements Argument {
    public Choice {
      values = List.copyOf(values);
    }

    /** These values by their names. */
    public static Choice of(List<?> values) {
      return new Choice(values.stream().map(String::valueOf).toList());
    }
  }

  /** A size, shown in KB, MB or GB of 1024 each; one that is no round number is rounded down. */
  record Size(long bytes) implements Argument {}
}
