package dev.afterglow.gate;

import dev.afterglow.http.AsciiSet;
import java.util.List;
import java.util.Optional;

/** The bearer token of a request (RFC 6750, section 2.1): the only way to present a key. */
final class Bearer {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 512;
  private static final AsciiSet TOKEN = AsciiSet.alphanumericAnd("._~+/=-");

  private Bearer() {}

  /** The token; empty unless there is exactly one line and it is a bearer token. */
  static Optional<String> token(List<String> authorization) {
    if (authorization.size() != 1) {
      return Optional.empty();
    }
    String line = authorization.getFirst();
    int length = line.length() - SCHEME.length();
    boolean bearer =
        length >= 1
            && length <= LONGEST
            && line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && TOKEN.holdsAll(line, SCHEME.length());
    return bearer ? Optional.of(line.substring(SCHEME.length())) : Optional.empty();
  }
}
