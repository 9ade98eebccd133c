package dev.afterglow.gate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bearer token of a request (RFC 6750, section 2.1): the only way to present a key. */
final class Bearer {
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i:Bearer) ([A-Za-z0-9._~+/=-]{1,512})");

  private Bearer() {}

  /** The token; empty unless there is exactly one line and it is a bearer token. */
  static Optional<String> token(List<String> authorization) {
    if (authorization.size() != 1) {
      return Optional.empty();
    }
    Matcher credentials = CREDENTIALS.matcher(authorization.getFirst());
    return credentials.matches() ? Optional.of(credentials.group(1)) : Optional.empty();
  }
}
