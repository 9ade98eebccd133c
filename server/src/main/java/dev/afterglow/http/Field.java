package dev.afterglow.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One header field. Refuses what could end the field early, so that no value can add another. */
public record Field(String name, String value) {
  private static final AsciiSet NAME = AsciiSet.alphanumericAnd("!#$%&'*+.^_`|~-");
  private static final AsciiSet VALUE = AsciiSet.printableAnd("\t");

  /** Names recur, and there are few: the program gives them, never a client. */
  private static final Map<String, HeaderName> HEADERS = new ConcurrentHashMap<>();

  public Field {
    if (name.isEmpty() || !NAME.holdsAll(name)) {
      throw new IllegalArgumentException("not a header name");
    }
    if (!VALUE.holdsAll(value)) {
      throw new IllegalArgumentException(name + ": not printable ASCII");
    }
  }

  /** The name as Helidon takes it. */
  HeaderName header() {
    return HEADERS.computeIfAbsent(name, HeaderNames::create);
  }
}
