package dev.afterglow.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/** One request to one target on a connection of its own, spoken by Apache HttpCore. */
final class Visit {
  private static final String USER_AGENT = "Afterglow";
  private static final String ACCEPT = "image/png, image/jpeg, image/webp, */*;q=0.1";
  private static final int MOST_INTERIM_ANSWERS = 5;
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(8192)
          .setMaxHeaderCount(100)
          .setMaxEmptyLineCount(2)
          .setBufferSize(16_384)
          .build();

  private final Dialer dialer;
  private final Watch watch;
  private final Bounds bounds;

  Visit(Dialer dialer, Watch watch, Bounds bounds) {
    this.dialer = dialer;
    this.watch = watch;
    this.bounds = bounds;
  }

  /** What one target answered. */
  sealed interface Outcome {
    /** The end of the fetch. */
    record Ended(Fetched fetched) implements Outcome {}

    /** Go on there, if that is allowed. */
    record Moved(String location) implements Outcome {}
  }

  Outcome get(Target target) throws IOException, HttpException, Forbidden {
    var addresses = dialer.addresses(target, watch.atMost(bounds.pause()));
    var connection =
        new DefaultBHttpClientConnection(
            LIMITS, null, null, null, null, null, WholeHeadParser::new);
    try (Socket plain = dialer.connect(target, addresses, watch.atMost(bounds.pause()), watch)) {
      bind(connection, target, plain);
      connection.sendRequestHeader(request(target));
      connection.flush();
      return read(answer(connection));
    } finally {
      connection.close(CloseMode.IMMEDIATE); // what is left unread stays unread
    }
  }

  private void bind(DefaultBHttpClientConnection connection, Target target, Socket plain)
      throws IOException {
    if (target.secure()) {
      SSLSocket secured = dialer.secure(target, plain);
      connection.bind(secured, plain);
    } else {
      connection.bind(plain);
    }
  }

  private static BasicClassicHttpRequest request(Target target) {
    var request = new BasicClassicHttpRequest("GET", target.resource());
    request.addHeader("Host", target.authority());
    request.addHeader("User-Agent", USER_AGENT);
    request.addHeader("Accept", ACCEPT);
    request.addHeader("Connection", "close");
    return request;
  }

  private static ClassicHttpResponse answer(DefaultBHttpClientConnection connection)
      throws IOException, HttpException {
    for (int interim = 0; interim <= MOST_INTERIM_ANSWERS; interim++) {
      ClassicHttpResponse response = connection.receiveResponseHeader();
      if (response.getCode() >= 200) {
        connection.receiveResponseEntity(response);
        return response;
      }
    }
    throw new ProtocolException("more than " + MOST_INTERIM_ANSWERS + " interim answers");
  }

  private Outcome read(ClassicHttpResponse response) throws IOException, HttpException {
    int status = response.getCode();
    if (status >= 301 && status <= 308 && status != 304 && response.containsHeader("Location")) {
      return new Outcome.Moved(utf8(response.getHeader("Location").getValue()));
    }
    if (status != 200) {
      throw new ProtocolException("status " + status);
    }
    if (response.containsHeader("Content-Encoding")
        && !response.getHeader("Content-Encoding").getValue().equalsIgnoreCase("identity")) {
      throw new ProtocolException("an encoded body, which nobody asked for");
    }
    return new Outcome.Ended(body(response.getEntity()));
  }

  /** Headers are read byte by byte; letters beyond ASCII in a {@code Location} are UTF-8. */
  private static String utf8(String value) {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private Fetched body(HttpEntity entity) throws IOException {
    long announced = entity.getContentLength();
    if (announced > bounds.bytes()) {
      return new Fetched.TooLong();
    }
    // Not closed here: closing reads to the end first, and an endless body has none.
    InputStream body = entity.getContent();
    return announced >= 0 ? exactly((int) announced, body) : untilEnd(body);
  }

  private static Fetched exactly(int announced, InputStream body) throws IOException {
    byte[] bytes = new byte[announced];
    int read = body.readNBytes(bytes, 0, announced);
    if (read < announced) {
      throw new IOException("the body ends after " + read + " of " + announced + " bytes");
    }
    return new Fetched.Body(bytes);
  }

  private Fetched untilEnd(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(bounds.bytes() + 1);
    return bytes.length > bounds.bytes() ? new Fetched.TooLong() : new Fetched.Body(bytes);
  }
}
