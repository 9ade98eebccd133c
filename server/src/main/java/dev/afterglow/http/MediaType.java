package dev.afterglow.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a Content-Type lets a body be read as JSON. */
final class MediaType {
  private static final Pattern JSON =
      Pattern.compile("application/(json|[a-z0-9.+-]+\\+json)|text/json");

  private static final Pattern CHARSET = Pattern.compile("charset=(.*)");
  private static final Pattern UTF_8 = Pattern.compile("(utf-?8)|\"(utf-?8)\"");

  private MediaType() {}

  /**
   * JSON in UTF-8 by its name, or no name at all: several clients of the contract send none.
   *
   * @param contentType the header's value
   */
  static boolean maybeJson(Optional<String> contentType) {
    String value = contentType.orElse("").strip().toLowerCase(Locale.ROOT);
    List<String> parts = Stream.of(value.split(";", -1)).map(String::strip).toList();
    return value.isEmpty()
        || (JSON.matcher(parts.getFirst()).matches()
            && parts.stream().skip(1).allMatch(MediaType::mayStand));
  }

  /** RFC 9110 section 5.6.6: a parameter may be empty; those unknown to JSON mean nothing here. */
  private static boolean mayStand(String parameter) {
    Matcher charset = CHARSET.matcher(parameter);
    return !charset.matches() || UTF_8.matcher(charset.group(1)).matches();
  }
}
