package dev.afterglow.pages;

import java.util.Locale;
import java.util.Optional;

/** Whether pages are light or dark. */
public enum Theme {
  /** As the reader's system is. */
  SYSTEM,
  LIGHT,
  DARK;

  /** The word in forms, cookies and {@code data-theme}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The theme of a word; empty for any other text. */
  static Optional<Theme> of(String word) {
    for (Theme theme : values()) {
      if (theme.word().equals(word)) {
        return Optional.of(theme);
      }
    }
    return Optional.empty();
  }
}
