package dev.afterglow.pages;

import dev.afterglow.http.Exchange;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Text;
import java.util.Optional;

/**
 * Whoever looks at a page: the language and the theme that were chosen, or that the browser asks
 * for.
 */
public record Reader(Language language, Theme theme, Messages messages) {
  static final String LANGUAGE_COOKIE = "afterglow_language";
  static final String THEME_COOKIE = "afterglow_theme";

  /** The reader behind a request. */
  public static Reader of(Exchange exchange, Messages messages) {
    Language language =
        Cookies.value(exchange, LANGUAGE_COOKIE)
            .flatMap(Reader::language)
            .orElseGet(exchange::language);
    Theme theme = Cookies.value(exchange, THEME_COOKIE).flatMap(Theme::of).orElse(Theme.SYSTEM);
    return new Reader(language, theme, messages);
  }

  static Optional<Language> language(String code) {
    for (Language language : Language.values()) {
      if (language.code().equals(code)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /** A text in the reader's language. */
  public String text(String key, Object... arguments) {
    return text(Text.of(key, arguments));
  }

  /** A text in the reader's language. */
  public String text(Text text) {
    return messages.text(language, text);
  }

  /** The language as HTML names it. */
  public String tag() {
    return switch (language) {
      case ZH -> "zh-CN";
      case EN -> "en";
    };
  }
}
