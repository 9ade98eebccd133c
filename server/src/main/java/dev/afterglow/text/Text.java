package dev.afterglow.text;

import java.util.List;

/**
 * A text of the {@link Messages} catalogue, before a language is chosen.
 *
 * @param arguments what stands for {@code {0}}, {@code {1}} and so on
 */
public record Text(String key, List<Argument> arguments) implements Argument {
  public Text {
    arguments = List.copyOf(arguments);
  }

  /** The text with this key and these arguments; what is no {@link Argument} is shown as it is. */
  public static Text of(String key, Object... arguments) {
    return new Text(key, List.of(arguments).stream().map(Text::argument).toList());
  }

  private static Argument argument(Object value) {
    return value instanceof Argument argument
        ? argument
        : new Argument.Plain(String.valueOf(value));
  }
}
