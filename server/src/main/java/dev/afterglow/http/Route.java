package dev.afterglow.http;

import dev.afterglow.text.Argument;
import dev.afterglow.text.Text;
import java.util.Objects;
import java.util.Optional;

/**
 * One operation: a method, a path pattern, whom it lets in, and what answers.
 *
 * @param path segments of text or {@code {name}}, which stands for exactly one segment
 * @param maxBodyBytes the largest request body; a larger one is 413
 * @param sizeHint the catalogue key of what a client is told whose body is too large; its gap is
 *     filled with the bound
 * @param dialect how errors are written, if not as the listener writes them
 */
public record Route(
    Method method,
    PathPattern path,
    Access access,
    Handler handler,
    long maxBodyBytes,
    String sizeHint,
    Optional<Dialect> dialect) {
  /** The largest body of a route that does not say otherwise: 1 MiB. */
  public static final long DEFAULT_BODY_BYTES = 1 << 20;

  public Route {
    Objects.requireNonNull(access, "a route declares whom it lets in");
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException("maxBodyBytes: " + maxBodyBytes + " (expected: >= 0)");
    }
  }

  /**
   * @param pattern such as {@code /v1/tasks/{id}/cancel}
   * @throws IllegalArgumentException if the pattern cannot be read
   */
  public Route(Method method, String pattern, Access access, Handler handler) {
    this(
        method,
        PathPattern.of(pattern),
        access,
        handler,
        DEFAULT_BODY_BYTES,
        ApiError.BODY_LIMIT,
        Optional.empty());
  }

  /** The same route with another bound for request bodies. */
  public Route upTo(long bytes) {
    return new Route(method, path, access, handler, bytes, sizeHint, dialect);
  }

  /** The same route, whose clients are told more than the bound of a body. */
  public Route hinting(String key) {
    return new Route(method, path, access, handler, maxBodyBytes, key, dialect);
  }

  /** 413: a body of more than its bound. */
  ApiError tooLarge() {
    return ApiError.of(ErrorKind.TOO_LARGE, Text.of(sizeHint, new Argument.Size(maxBodyBytes)));
  }

  /** The same route with its errors written in a dialect. */
  public Route in(Dialect its) {
    return new Route(method, path, access, handler, maxBodyBytes, sizeHint, Optional.of(its));
  }

  /** The same route answered by another handler. */
  public Route by(Handler other) {
    return new Route(method, path, access, other, maxBodyBytes, sizeHint, dialect);
  }
}
