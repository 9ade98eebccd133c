package dev.afterglow.http;

import io.helidon.common.uri.UriValidator;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.List;
import java.util.Optional;

/**
 * What the RFCs say of a request's header fields as a whole, before anything else looks at them:
 * which host was asked, what HTTP/1.0 means, which codings are none. Helidon refuses all of these.
 */
final class HeaderRules implements Http1ConnectionListener {
  private static final AsciiSet DIGITS = AsciiSet.of("0123456789");

  /** Nearly all requests name the same host, and reading one takes as long as routing one. */
  private static volatile String lastHost = "";

  @Override
  public void headers(ConnectionContext context, Headers headers) {
    if (context instanceof TimedConnection connection
        && headers instanceof WritableHeaders<?> fields) {
      RequestLine requestLine = connection.dataReader().requestLine();
      if (requestLine.http10()) {
        asHttp10(requestLine, fields);
      }
      host(connection, requestLine, fields);
      if (isIdentity(fields.all(HeaderNames.CONTENT_ENCODING, List::of))) {
        fields.remove(HeaderNames.CONTENT_ENCODING);
      } else if (fields.contains(HeaderNames.CONTENT_ENCODING) && hasBody(fields)) {
        throw refused(requestLine, fields, Status.UNSUPPORTED_MEDIA_TYPE_415);
      }
    }
  }

  /**
   * RFC 9112 section 6.1: HTTP/1.0 has no chunks, so a body that claims them is framed wrongly. RFC
   * 9110 section 10.1.1: nobody waits for 100 there. The connection ends with the answer.
   */
  private static void asHttp10(RequestLine requestLine, WritableHeaders<?> fields) {
    if (fields.contains(HeaderNames.TRANSFER_ENCODING)) {
      throw malformed(requestLine, fields);
    }
    fields.remove(HeaderNames.EXPECT);
    fields.set(HeaderValues.CONNECTION_CLOSE);
  }

  /**
   * RFC 9112 sections 3.2 and 3.2.2: exactly one Host, even where the target names the host, which
   * then counts. HTTP/1.0 may do without, and means the address that it came to.
   */
  private static void host(
      TimedConnection connection, RequestLine requestLine, WritableHeaders<?> fields) {
    List<String> hosts = fields.all(HeaderNames.HOST, List::of);
    boolean may = hosts.size() == 1 || (hosts.isEmpty() && requestLine.http10());
    Optional<String> host = requestLine.authority().or(() -> hosts.stream().findFirst());
    if (!may || (host.isPresent() && !isHost(host.orElseThrow()))) {
      throw malformed(requestLine, fields);
    }
    if (hosts.isEmpty() || requestLine.authority().isPresent()) {
      fields.set(HeaderNames.HOST, host.orElseGet(() -> address(connection)));
    }
  }

  /** RFC 3986 section 3.2, without userinfo; a port may be empty. */
  private static boolean isHost(String text) {
    if (text.equals(lastHost)) {
      return true;
    }
    boolean host = isNewHost(text);
    if (host) {
      lastHost = text;
    }
    return host;
  }

  private static boolean isNewHost(String text) {
    int colon = text.lastIndexOf(':');
    boolean port = colon > text.lastIndexOf(']');
    try {
      UriValidator.validateHost(port ? text.substring(0, colon) : text);
      return !port || isPort(text.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isPort(String text) {
    return text.length() <= 5 && DIGITS.holdsAll(text);
  }

  private static String address(TimedConnection connection) {
    String host = connection.localPeer().host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + connection.localPeer().port();
  }

  private static boolean isIdentity(List<String> codings) {
    return !codings.isEmpty()
        && codings.stream()
            .flatMap(line -> List.of(line.split(",", -1)).stream())
            .allMatch(coding -> coding.isBlank() || coding.strip().equalsIgnoreCase("identity"));
  }

  /** Whether a body follows; how long it is, and whether that can be read, is looked at later. */
  private static boolean hasBody(Headers fields) {
    return fields.contains(HeaderNames.TRANSFER_ENCODING)
        || fields.all(HeaderNames.CONTENT_LENGTH, List::of).stream()
            .anyMatch(length -> !length.strip().equals("0"));
  }

  private static RequestException malformed(RequestLine line, Headers fields) {
    return refused(line, fields, Status.BAD_REQUEST_400);
  }

  private static RequestException refused(RequestLine line, Headers fields, Status status) {
    HttpPrologue prologue =
        HttpPrologue.create(
            "HTTP/1.1", "HTTP", "1.1", io.helidon.http.Method.create(line.method()), "/", false);
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .status(status)
        .request(DirectTransportRequest.create(prologue, fields))
        .message("header fields against the rules")
        .setKeepAlive(false)
        .build();
  }
}
