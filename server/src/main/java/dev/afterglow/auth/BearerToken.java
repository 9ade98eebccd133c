package dev.afterglow.auth;

import dev.afterglow.http.AccessRequest;
import dev.afterglow.http.AsciiSet;
import dev.afterglow.text.Text;
import java.util.List;
import java.util.Optional;

/** The bearer token of a request (RFC 6750, section 2.1): the only way to present a key. */
final class BearerToken {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 512;
  private static final AsciiSet TOKEN = AsciiSet.alphanumericAnd("._~+/=-");

  private BearerToken() {}

  /** The token; empty unless there is exactly one line and it is a bearer token. */
  static Optional<String> token(List<String> authorization) {
    if (authorization.size() != 1) {
      return Optional.empty();
    }
    String line = authorization.getFirst();
    int start = SCHEME.length();
    while (start < line.length() && line.charAt(start) == ' ') {
      start++; // RFC 9110 section 11.4: one space or more
    }
    int length = line.length() - start;
    boolean bearer =
        length >= 1 && length <= LONGEST && isBearer(line) && TOKEN.holdsAll(line, start);
    return bearer ? Optional.of(line.substring(start)) : Optional.empty();
  }

  /**
   * How to send a key, for a request without a token: the form of a request is no secret, and
   * whoever forgot the scheme would look for the fault in the key.
   */
  static Text missing(AccessRequest request) {
    if (request.authorization().isEmpty()) {
      return request
          .keyField()
          .map(field -> Text.of("auth.missing.elsewhere", field))
          .orElseGet(() -> Text.of("auth.missing"));
    }
    String line = request.authorization().getFirst();
    if (request.authorization().size() > 1) {
      return Text.of("auth.several");
    }
    if (line.isBlank() || line.strip().equalsIgnoreCase(SCHEME.strip())) {
      return Text.of("auth.empty");
    }
    if (isBearer(line)) {
      return Text.of("auth.form");
    }
    return Text.of(line.strip().indexOf(' ') < 0 ? "auth.bare" : "auth.scheme");
  }

  private static boolean isBearer(String line) {
    return line.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }
}
