package dev.afterglow.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a Content-Type lets a body be read as JSON. */
final class MediaType {
  private static final Pattern JSON =
      Pattern.compile(
          "(application/(json|[a-z0-9.+-]+\\+json)|text/json)(;\\s*charset=\"?utf-?8\"?)?");

  private MediaType() {}

  /**
   * JSON in UTF-8 by its name, or no name at all: several clients of the contract send none.
   *
   * @param contentType the header's value
   */
  static boolean maybeJson(Optional<String> contentType) {
    String value = contentType.orElse("").strip().toLowerCase(Locale.ROOT);
    return value.isEmpty() || JSON.matcher(value).matches();
  }
}
