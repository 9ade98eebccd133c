package dev.afterglow.net;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * An open connection to a server, on which HTTP/1.1 is spoken by the core of Apache HttpClient.
 * Until {@link #exchange} is called, nothing of a request has been sent.
 */
final class HttpConnection implements AutoCloseable {
  private static final int MOST_INTERIM_ANSWERS = 100;
  private static final int LAST_WORD_MILLIS = 2_000;
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(16_384)
          .setMaxHeaderCount(100)
          .setMaxEmptyLineCount(2)
          .setBufferSize(16_384)
          .build();

  private final DefaultBHttpClientConnection wire =
      new DefaultBHttpClientConnection(
          LIMITS,
          null,
          null,
          null,
          null,
          MonitoringResponseOutOfOrderStrategy.INSTANCE, // hears a refusal while it still sends
          null,
          WholeHeadParser::new);

  private final Socket socket;
  private final Target target;
  private final Optional<HttpProxy> forwarding;

  /**
   * @param socket connected; the end of the way that the watch closes
   * @param forwarding the proxy that takes requests with a whole URL, where one is in between
   */
  HttpConnection(Target target, Socket socket, Optional<HttpProxy> forwarding) throws IOException {
    this.target = target;
    this.socket = socket;
    this.forwarding = forwarding;
    wire.bind(socket);
  }

  HttpConnection(Target target, SSLSocket secured, Socket plain) throws IOException {
    this.target = target;
    this.socket = plain;
    this.forwarding = Optional.empty();
    wire.bind(secured, plain);
  }

  Socket socket() {
    return socket;
  }

  /** Whether a proxy sees the requests and may answer them itself. */
  boolean isForwarded() {
    return forwarding.isPresent();
  }

  /**
   * Sends a request to this server and reads the head of the answer, and prepares its body.
   *
   * @param resource path and query
   */
  ClassicHttpResponse exchange(ClassicHttpRequest request, String resource)
      throws IOException, HttpException {
    request.setPath(isForwarded() ? "http://" + target.authority() + resource : resource);
    forwarding
        .flatMap(HttpProxy::authorization)
        .ifPresent(value -> request.setHeader("Proxy-Authorization", value));
    try {
      wire.sendRequestHeader(request);
      wire.sendRequestEntity(request);
      wire.flush();
    } catch (RequestBody.Unreadable e) {
      throw e; // what came of half a body is nobody's answer
    } catch (IOException e) {
      return refusal(request, e);
    }
    return answer(request);
  }

  /** Whether another request may follow on this connection once the answer has been read. */
  boolean isReusable(ClassicHttpRequest request, ClassicHttpResponse response) {
    return DefaultConnectionReuseStrategy.INSTANCE.keepAlive(
        request, response, HttpCoreContext.create());
  }

  /** Closes at once; what is unread stays unread. */
  @Override
  public void close() {
    wire.close(CloseMode.IMMEDIATE);
    Connector.closeQuietly(socket);
  }

  /** A server that refuses a long body answers and hangs up while the body is still being sent. */
  private ClassicHttpResponse refusal(ClassicHttpRequest request, IOException sending)
      throws IOException {
    try {
      socket.setSoTimeout(LAST_WORD_MILLIS);
      return answer(request);
    } catch (IOException | HttpException | IllegalStateException e) {
      sending.addSuppressed(e);
      throw sending;
    }
  }

  private ClassicHttpResponse answer(ClassicHttpRequest request) throws IOException, HttpException {
    for (int interim = 0; interim <= MOST_INTERIM_ANSWERS; interim++) {
      ClassicHttpResponse response = wire.receiveResponseHeader();
      if (response.getCode() >= 200) {
        if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
          wire.receiveResponseEntity(response);
        }
        return response;
      }
    }
    throw new ProtocolException("more than " + MOST_INTERIM_ANSWERS + " interim answers");
  }
}
