package dev.afterglow.http;

import dev.afterglow.text.Language;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.Set;

/** Finds out in which language a client wants its texts. */
final class Languages {
  /** The values that the contract's query parameter takes; the ones without texts mean English. */
  private static final Set<String> KNOWN =
      Set.of("en", "zh", "ja", "ko", "ru", "fr", "de", "id", "pt", "es");

  private static final String[] NO_PAIRS = {};
  private static final String PARAMETER = "language=";
  private static final int LONGEST_HEADER = 1_000;

  private Languages() {}

  /** What a request says, in its query or else in {@code Accept-Language}. */
  static Optional<Language> asked(String rawQuery, Optional<String> acceptLanguage) {
    for (String pair : rawQuery.isEmpty() ? NO_PAIRS : rawQuery.split("&", -1)) {
      Optional<Language> named =
          pair.startsWith(PARAMETER) ? named(decoded(pair)) : Optional.empty();
      if (named.isPresent()) {
        return named;
      }
    }
    return acceptLanguage.flatMap(Languages::accepted);
  }

  private static String decoded(String pair) {
    try {
      return URLDecoder.decode(pair.substring(PARAMETER.length()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return ""; // refused later, in whichever language
    }
  }

  /** What {@code ?language=} says: case and spaces do not matter, anything else says nothing. */
  static Optional<Language> named(String value) {
    String code = value.strip().toLowerCase(Locale.ROOT);
    if (!KNOWN.contains(code)) {
      return Optional.empty();
    }
    return Optional.of(code.equals("zh") ? Language.ZH : Language.EN);
  }

  /** What {@code Accept-Language} prefers among the languages we have. */
  static Optional<Language> accepted(String header) {
    if (header.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    try {
      return LanguageRange.parse(header).stream()
          .filter(range -> range.getWeight() > 0)
          .map(range -> range.getRange().split("-", 2)[0])
          .flatMap(code -> Language.named(code).stream())
          .findFirst();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
