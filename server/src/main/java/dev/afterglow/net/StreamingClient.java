package dev.afterglow.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * A client for storage that the operator wrote down: bodies stream both ways, and whoever signs the
 * requests says every header. Proxy and certificates are the operator's word as for engines, and no
 * proxy of the environment is used. No redirect is followed and nothing is repeated: that is the
 * caller's. Safe for use by many threads.
 */
public final class StreamingClient implements AutoCloseable {
  /** The longest wait for one byte of an answer, and for the connection. */
  private static final Duration READ_PATIENCE = Duration.ofSeconds(30);

  /** A body may take as long as it takes at this pace, besides. */
  private static final long SLOWEST_BYTES_PER_SECOND = 64 << 10;

  private final Connector connector;
  private final Map<String, IdleConnections> idle = new ConcurrentHashMap<>();

  public StreamingClient(Optional<HttpProxy> proxy, Authorities authorities, Resolver resolver) {
    this(proxy, authorities, resolver, () -> new Socket(Proxy.NO_PROXY));
  }

  StreamingClient(
      Optional<HttpProxy> proxy,
      Authorities authorities,
      Resolver resolver,
      Supplier<Socket> sockets) {
    this.connector =
        new Connector(resolver, OutboundPolicy.anywhere(), proxy, authorities, sockets);
  }

  /** Opens the bytes of a body from their beginning. */
  @FunctionalInterface
  public interface Source {
    /** The stream; it is closed afterwards. */
    InputStream open() throws IOException;
  }

  /**
   * A body of a known length.
   *
   * @param bytes how many the source has, at least 0
   */
  public record Body(long bytes, Source source) {}

  /**
   * A request as it goes out.
   *
   * @param origin scheme, host and port
   * @param resource path and query, encoded
   * @param headers but for those that frame the body, which follow from it
   */
  public record Request(
      String method,
      URI origin,
      String resource,
      Map<String, List<String>> headers,
      Optional<Body> body) {}

  /**
   * The head of an answer, and its body to be read.
   *
   * @param headers by their names without regard to case
   * @param body empty where there is none; whoever reads it closes it, and a body that is not read
   *     to its end costs the connection
   */
  public record Answer(
      int status, String reason, Map<String, List<String>> headers, Optional<InputStream> body) {}

  /** A request that has not been sent yet. */
  public Call prepare(Request request) {
    return new Call(request);
  }

  @Override
  public void close() {
    idle.values().forEach(IdleConnections::close);
  }

  /** One request on its way. */
  public final class Call {
    private final Request request;
    private Optional<HttpConnection> inUse = Optional.empty();
    private boolean aborted;

    private Call(Request request) {
      this.request = request;
    }

    /**
     * Sends it and reads the head of the answer.
     *
     * @throws IOException if there is no whole head
     */
    public Answer send() throws IOException {
      long bytes = request.body().map(Body::bytes).orElse(0L);
      Duration total = READ_PATIENCE.multipliedBy(2).plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
      try (Watch watch = new Watch(total)) {
        Target target = Target.read(request.origin().toString());
        IdleConnections pool = pool(target);
        HttpConnection connection = connection(pool, target, watch);
        try {
          Answer answer = exchange(connection, target, pool, watch);
          watch.release();
          return answer;
        } catch (IOException | RuntimeException e) {
          connection.close();
          throw e;
        }
      } catch (Forbidden | HttpException e) {
        throw new IOException(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
      }
    }

    /** Ends it at once, wherever it is. Repeatable. */
    public synchronized void abort() {
      aborted = true;
      inUse.ifPresent(HttpConnection::close);
    }

    private HttpConnection connection(IdleConnections pool, Target target, Watch watch)
        throws IOException, Forbidden {
      Optional<HttpConnection> used = pool.take();
      HttpConnection connection =
          used.isPresent() ? used.get() : connector.open(target, true, watch);
      watch.guard(connection.socket());
      connection.socket().setSoTimeout((int) READ_PATIENCE.toMillis());
      use(connection);
      return connection;
    }

    private synchronized void use(HttpConnection connection) throws IOException {
      inUse = Optional.of(connection);
      if (aborted) {
        connection.close();
        throw new IOException("aborted");
      }
    }

    private Answer exchange(
        HttpConnection connection, Target target, IdleConnections pool, Watch watch)
        throws IOException, HttpException {
      BasicClassicHttpRequest head = head(target);
      ClassicHttpResponse response = connection.exchange(head, request.resource());
      boolean reusable = connection.isReusable(head, response);
      if (watch.isOver()) {
        throw new IOException("the time was up");
      }
      if (response.getEntity() == null) {
        finish(connection, pool, reusable);
        return answer(response, Optional.empty());
      }
      InputStream content = response.getEntity().getContent();
      return answer(
          response,
          Optional.of(
              new AnswerBody(content, whole -> finish(connection, pool, whole && reusable))));
    }

    private void finish(HttpConnection connection, IdleConnections pool, boolean reusable) {
      synchronized (this) {
        inUse = Optional.empty();
      }
      if (reusable) {
        pool.put(connection);
      } else {
        connection.close();
      }
    }

    private BasicClassicHttpRequest head(Target target) {
      BasicClassicHttpRequest head = new BasicClassicHttpRequest(request.method(), "/");
      head.setHeader("Host", target.authority());
      request.headers().forEach((name, values) -> values.forEach(value -> add(head, name, value)));
      if (request.body().isPresent()) {
        Body body = request.body().get();
        head.setHeader("Content-Length", Long.toString(body.bytes()));
        head.setEntity(new EntityTemplate(body.bytes(), null, null, out -> write(body, out)));
      } else if (request.method().equals("PUT") || request.method().equals("POST")) {
        head.setHeader("Content-Length", "0");
      }
      return head;
    }

    /** The body is sent without waiting to be asked for it. */
    private static void add(BasicClassicHttpRequest head, String name, String value) {
      boolean framing =
          name.equalsIgnoreCase("Host")
              || name.equalsIgnoreCase("Content-Length")
              || name.equalsIgnoreCase("Transfer-Encoding")
              || name.equalsIgnoreCase("Expect");
      if (!framing) {
        head.addHeader(name, value);
      }
    }

    private static void write(Body body, OutputStream out) throws IOException {
      try (InputStream in = body.source().open()) {
        in.transferTo(out);
      }
    }
  }

  private IdleConnections pool(Target target) {
    String origin = (target.secure() ? "https " : "http ") + target.hostAndPort();
    return idle.computeIfAbsent(origin, _ -> new IdleConnections());
  }

  private static Answer answer(ClassicHttpResponse response, Optional<InputStream> body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName(), _ -> new ArrayList<>())
          .add(String.valueOf(header.getValue()));
    }
    String reason = Optional.ofNullable(response.getReasonPhrase()).orElse("");
    return new Answer(response.getCode(), reason, headers, body);
  }
}
