package dev.afterglow.text;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The texts of {@link Messages} in one language, for programs that speak to one reader. */
public record Texts(Messages messages, Language language) {
  /**
   * One text with its gaps filled.
   *
   * @throws IllegalArgumentException if there is no such text
   */
  public String text(String key, Object... details) {
    return messages.text(language, Text.of(key, details));
  }

  /**
   * A text as it stands in the catalogue, with gaps if it has any.
   *
   * @throws IllegalArgumentException if there is no such text
   */
  public String raw(String key) {
    return messages
        .find(language, key)
        .orElseThrow(() -> new IllegalArgumentException("no text for " + key));
  }

  /** Whether there is such a text. */
  public boolean has(String key) {
    return messages.find(language, key).isPresent();
  }

  /** Words of a list. The catalogue says in {@code list.between} what parts them. */
  public String list(List<String> words) {
    return String.join(raw("list.between"), words);
  }

  /** Words of which one is to be chosen. {@code list.last} parts the last two. */
  public String choice(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? list(words)
        : list(words.subList(0, last)) + raw("list.last") + words.get(last);
  }

  /** All texts as they stand, in the form that the parser of command lines takes them in. */
  public ResourceBundle bundle() {
    return new ResourceBundle() {
      @Override
      protected @Nullable Object handleGetObject(String key) {
        return messages.find(language, key).orElse(null);
      }

      @Override
      public Enumeration<String> getKeys() {
        return Collections.enumeration(messages.keys());
      }
    };
  }
}
