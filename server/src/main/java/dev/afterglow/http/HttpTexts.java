package dev.afterglow.http;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import java.util.stream.Stream;

/** What is said to clients: the texts of this package and of those whose routes are served. */
public final class HttpTexts {
  private static final String MESSAGES = "/dev/afterglow/http/messages";

  private HttpTexts() {}

  /**
   * Loads this package's catalogue and others.
   *
   * @param catalogues as {@link Messages#load} takes them
   */
  public static Messages load(String... catalogues) {
    return Messages.load(
        Stream.concat(Stream.of(MESSAGES), Stream.of(catalogues)).toArray(String[]::new));
  }

  /** The message of an error: its sentence, which is its kind's for most, then its reason. */
  public static String message(ApiError error, Messages messages, Language language) {
    String sentence = messages.text(language, error.sentence());
    return error
        .detail()
        .map(detail ->
            sentence + messages.in(language).raw("error.because") + messages.text(language, detail))
        .orElse(sentence);
  }
}
