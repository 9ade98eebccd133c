package dev.afterglow.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/**
 * Takes back the {@code Content-Length: 0} that Helidon adds to 204 and 304. RFC 9110 section 8.6
 * forbids it in the one, and in the other it would say that the film has become empty. An answer
 * that ends with its connection has no length either.
 */
final class Bodiless implements Http1ConnectionListener {
  @Override
  public void status(ConnectionContext context, Status status) {
    if (context instanceof TimedConnection line) {
      line.bodiless(status.code() == 204 || status.code() == 304 || line.endless());
    }
  }

  @Override
  public void headers(ConnectionContext context, Headers headers) {
    if (context instanceof TimedConnection connection
        && connection.bodiless()
        && headers instanceof WritableHeaders<?> writable) {
      writable.remove(HeaderNames.CONTENT_LENGTH);
    }
  }
}
