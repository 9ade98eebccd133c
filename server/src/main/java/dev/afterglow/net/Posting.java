package dev.afterglow.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * One message to one target on a connection of its own. A redirect is an answer like any other, and
 * of an answer's body nothing is kept: it is only read and dropped, within a bound, so that the
 * receiver can finish its sentence.
 */
final class Posting {
  private static final String USER_AGENT = "Afterglow";
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_HEARD_BYTES = 64 << 10;

  private final Dialer dialer;
  private final Watch watch;

  Posting(Dialer dialer, Watch watch) {
    this.dialer = dialer;
    this.watch = watch;
  }

  Sent send(Target target, Map<String, String> headers, byte[] json) {
    HttpConnection connection;
    try {
      connection = open(target);
    } catch (Forbidden e) {
      return new Sent.NotSent("forbidden: " + e.getMessage());
    } catch (IOException e) {
      return new Sent.NotSent(why(e));
    }
    try (connection) {
      ClassicHttpResponse answer =
          connection.exchange(request(target, headers, json), target.resource());
      hear(answer);
      return new Sent.Answered(answer.getCode(), ResponseHeaders.of(answer), new byte[0]);
    } catch (IOException | HttpException e) {
      return new Sent.Unclear(why(e));
    }
  }

  private HttpConnection open(Target target) throws IOException, Forbidden {
    var addresses = dialer.addresses(target, watch.atMost(CONNECT_PATIENCE));
    Socket socket = dialer.connect(target, addresses, watch.atMost(CONNECT_PATIENCE), watch);
    try {
      watch.bound(socket, Duration.ofDays(1));
      return target.secure()
          ? new HttpConnection(target, dialer.secure(target, socket), socket)
          : new HttpConnection(target, socket, Optional.empty());
    } catch (IOException | RuntimeException e) {
      Connector.closeQuietly(socket);
      throw e;
    }
  }

  private static BasicClassicHttpRequest request(
      Target target, Map<String, String> headers, byte[] json) {
    var request = new BasicClassicHttpRequest("POST", target.resource());
    request.setHeader("Host", target.authority());
    request.setHeader("User-Agent", USER_AGENT);
    request.setHeader("Accept", "*/*");
    request.setHeader("Accept-Encoding", "identity");
    request.setHeader("Content-Type", "application/json");
    request.setHeader("Content-Length", Integer.toString(json.length));
    request.setHeader("Connection", "close");
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    return request;
  }

  /** The status has been told already: how the body ends makes no difference. */
  private static void hear(ClassicHttpResponse answer) {
    if (answer.getEntity() == null) {
      return;
    }
    try {
      InputStream body = answer.getEntity().getContent(); // not closed: that would read to the end
      var _ = body.readNBytes(MOST_HEARD_BYTES);
    } catch (IOException _) {
      // as above
    }
  }

  private String why(Exception fault) {
    return watch.isOver()
        ? "the time was up"
        : fault.getClass().getSimpleName() + ": " + fault.getMessage();
  }
}
