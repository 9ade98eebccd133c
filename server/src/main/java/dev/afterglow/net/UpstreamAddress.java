package dev.afterglow.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a request to an engine goes. */
public sealed interface UpstreamAddress {
  /**
   * A path below the engine's base address, with its query.
   *
   * @param literal begins with a slash; already encoded
   */
  record Path(String literal) implements UpstreamAddress {}

  /**
   * What the engine itself answered: a whole URL, or one relative to its base address. It is used
   * only where it stays on the engine's origin; downloads may also leave it, without credentials
   * and for public addresses only.
   */
  record Given(String location) implements UpstreamAddress {}

  /** A path in the adapter's or the operator's own words, such as {@code /videos?limit=100}. */
  static UpstreamAddress path(String literal) {
    if (!literal.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash");
    }
    return new Path(literal);
  }

  /**
   * A path of parts, each encoded, so that an id which the engine made up cannot lead elsewhere.
   * Parts that are empty or dots are refused when the request is sent.
   */
  static UpstreamAddress segments(String... parts) {
    return new Path(
        Arrays.stream(parts).map(part -> "/" + encoded(part)).collect(Collectors.joining()));
  }

  /** An address that the engine answered. */
  static UpstreamAddress given(String location) {
    return new Given(location);
  }

  private static String encoded(String part) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
