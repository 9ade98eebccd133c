package dev.afterglow.http;

import java.util.List;

/**
 * A text of the {@link Messages} catalogue, before a language is chosen.
 *
 * @param arguments what stands for {@code {0}}, {@code {1}} and so on; shown to users as they are
 */
public record Text(String key, List<String> arguments) {
  public Text {
    arguments = List.copyOf(arguments);
  }

  /** The text with this key and these arguments. */
  public static Text of(String key, Object... arguments) {
    return new Text(key, List.of(arguments).stream().map(String::valueOf).toList());
  }
}
