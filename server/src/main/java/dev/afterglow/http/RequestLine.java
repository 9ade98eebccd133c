package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a request (RFC 9112 section 3), as far as Helidon reads it otherwise than the
 * RFC: it refuses HTTP/1.0 and absolute targets, takes {@code get} for {@code GET}, and fails at a
 * method that is no token.
 *
 * @param method as it was sent; methods differ by case
 * @param target in origin form, wherever it came in absolute form
 * @param authority the host and port of a target in absolute form, which count in place of Host
 * @param minorVersion 0 for HTTP/1.0, 1 or more for HTTP/1.1
 */
record RequestLine(String method, String target, Optional<String> authority, int minorVersion) {
  /** As long as none has been read. */
  static final RequestLine NONE = new RequestLine("", "", Optional.empty(), 1);

  private static final AsciiSet TOKEN = AsciiSet.alphanumericAnd("!#$%&'*+.^_`|~-");

  /** Where the digits of a version stand, counted from the space before it. */
  private static final int MAJOR = 6;

  private static final int MINOR = 8;
  private static final Pattern ABSOLUTE =
      Pattern.compile("https?://([^/?#]*)([^?#]*)(.*)", Pattern.CASE_INSENSITIVE);

  /**
   * @param bytes the line without its end
   * @throws RequestException 400 if it is not a request line, 505 if it is not HTTP/1
   */
  static RequestLine parse(byte[] bytes) {
    String line = new String(bytes, US_ASCII);
    int methodEnd = line.indexOf(' ');
    int targetEnd = line.indexOf(' ', methodEnd + 1);
    if (methodEnd < 1 || targetEnd <= methodEnd + 1 || !isVersion(line, targetEnd + 1)) {
      throw refused(EventType.BAD_REQUEST);
    }
    String method = line.substring(0, methodEnd);
    if (!TOKEN.holdsAll(method)) {
      throw refused(EventType.BAD_REQUEST);
    }
    if (line.charAt(targetEnd + MAJOR) != '1') {
      throw refused(EventType.HTTP_VERSION_NOT_SUPPORTED);
    }
    int minor = line.charAt(targetEnd + MINOR) - '0';
    return of(method, line.substring(methodEnd + 1, targetEnd), minor);
  }

  /** What is left of a line that is none: its path and query may say how that is told. */
  static RequestLine illegible(byte[] bytes) {
    String[] words = new String(bytes, US_ASCII).split(" ", 3);
    return of("", words.length > 1 ? words[1] : "", 1);
  }

  private static boolean isVersion(String line, int from) {
    return line.length() == from + MINOR
        && line.startsWith("HTTP/", from)
        && isDigit(line.charAt(from + MAJOR - 1))
        && line.charAt(from + MAJOR) == '.'
        && isDigit(line.charAt(from + MINOR - 1));
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static RequestLine of(String method, String target, int minor) {
    if (target.startsWith("/")) {
      return new RequestLine(method, target, Optional.empty(), minor);
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    return absolute.matches()
        ? new RequestLine(
            method,
            origin(method, absolute.group(2), absolute.group(3)),
            Optional.of(absolute.group(1)),
            minor)
        : new RequestLine(method, target, Optional.empty(), minor);
  }

  /** RFC 9112 sections 3.2.1 and 3.2.4: an empty path is the root, or the server as a whole. */
  private static String origin(String method, String path, String query) {
    if (!path.isEmpty()) {
      return path + query;
    }
    return method.equals("OPTIONS") && query.isEmpty() ? "*" : "/" + query;
  }

  private static RequestException refused(EventType type) {
    return RequestException.builder()
        .type(type)
        .message("not a request line of HTTP/1")
        .setKeepAlive(false)
        .build();
  }

  /** Whether it came in HTTP/1.0, whose connections end with their answer. */
  boolean http10() {
    return minorVersion == 0;
  }

  /** What stands before the query, as it was sent. */
  String path() {
    return target.split("[?#]", 2)[0];
  }

  /** The query as it was sent, without its question mark; empty if there is none. */
  String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /**
   * The line as Helidon is to read it. A method in lower case is hidden from it, so that it does
   * not leave out a body as for HEAD; the handler goes by {@link #method}.
   *
   * @param sent the line as it came
   */
  byte[] forHelidon(byte[] sent) {
    boolean folds = !method.equals(method.toUpperCase(Locale.ROOT));
    if (!folds && minorVersion == 1 && authority.isEmpty()) {
      return sent;
    }
    return ((folds ? "X-" + method : method) + " " + target + " HTTP/1.1").getBytes(US_ASCII);
  }
}
