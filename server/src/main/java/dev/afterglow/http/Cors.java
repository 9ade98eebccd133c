package dev.afterglow.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;

/**
 * What pages of other origins may do (the CORS protocol of the Fetch standard): ask and read,
 * wherever a key in the Authorization header or a signed link decides. Nothing here depends on
 * cookies, so any origin is welcome.
 *
 * <p>Errors are shared as well, those of unknown paths and methods and those found before a route:
 * a browser shows a page only what is shared with it, and a preflight that is refused hides the
 * reason behind a CORS fault. Only what is open to anybody, such as metrics, is kept from other
 * origins: its network is what protects it.
 */
final class Cors {
  private static final HeaderName REQUEST_METHOD =
      HeaderNames.create("Access-Control-Request-Method");
  private static final HeaderName REQUEST_HEADERS =
      HeaderNames.create("Access-Control-Request-Headers");

  private static final List<Field> FIELDS =
      List.of(
          new Field("Access-Control-Allow-Origin", "*"),
          new Field(
              "Access-Control-Expose-Headers",
              "X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset,"
                  + " RateLimit-Policy, Idempotency-Replayed, Allow, WWW-Authenticate,"
                  + " Content-Disposition, Content-Range, Accept-Ranges, ETag, openai-poll-after-ms"));

  private static final AsciiSet NAMES = AsciiSet.alphanumericAnd("!#$%&'*+.^_`|~-, ");
  private static final int LONGEST_NAMES = 4_096;

  /** For whoever asks without saying what for. */
  private static final String USUAL_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, X-Request-Id, Accept-Language, Range,"
          + " If-Range";

  private Cors() {}

  /** The header fields of every answer that is shared. */
  static List<Field> fields() {
    return FIELDS;
  }

  /** Whether a browser asks if it may send a request. */
  static boolean isPreflight(String method, Headers headers) {
    return method.equals("OPTIONS")
        && headers.contains(HeaderNames.ORIGIN)
        && headers.contains(REQUEST_METHOD);
  }

  /**
   * The answer to OPTIONS of something shared, preflight or not: whatever is asked for may be sent,
   * so that it is this server's answer that tells what is wrong with it.
   *
   * @param allowed the methods there are, separated by commas; may be empty
   */
  static Answer preflight(Headers headers, String allowed) {
    return Answer.empty(200)
        .with("Access-Control-Allow-Methods", methods(headers, allowed))
        .with("Access-Control-Allow-Headers", asked(headers, REQUEST_HEADERS, USUAL_HEADERS))
        .with("Access-Control-Max-Age", "7200")
        .with("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
  }

  private static String methods(Headers headers, String allowed) {
    String asked = asked(headers, REQUEST_METHOD, "OPTIONS");
    if (List.of(allowed.split(", ")).contains(asked)) {
      return allowed;
    }
    return allowed.isEmpty() ? asked : allowed + ", " + asked;
  }

  /** What a field asks for, unless it is not made of names. */
  private static String asked(Headers headers, HeaderName name, String otherwise) {
    String names = String.join(", ", headers.all(name, List::of)).strip();
    boolean sound = !names.isEmpty() && names.length() <= LONGEST_NAMES && NAMES.holdsAll(names);
    return sound ? names : otherwise;
  }
}
