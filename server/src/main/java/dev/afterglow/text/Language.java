package dev.afterglow.text;

import java.util.Arrays;
import java.util.Optional;

/** The languages that texts for people are written in. */
public enum Language {
  ZH("zh"),
  EN("en");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** The ISO 639-1 code. */
  public String code() {
    return code;
  }

  /** The language with exactly this code, if there is one. */
  public static Optional<Language> named(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }

  /**
   * The language with exactly this code.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Language of(String code) {
    return named(code)
        .orElseThrow(
            () -> new IllegalArgumentException("language: '" + code + "' (expected: zh or en)"));
  }

  /** The language for a reader with this locale, such as {@code zh_CN.UTF-8}. */
  public static Language ofLocale(String locale) {
    return locale.startsWith("zh") ? ZH : EN;
  }
}
