package dev.afterglow.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * The one way to an engine of the operator's: a client for one {@link Upstream}. It says of each
 * request whether it was answered, certainly not sent, or unclear, so that no adapter has to read
 * that from exceptions.
 *
 * <p>Each request that may cost money has a connection of its own and goes out at most once. Only
 * {@code GET} may use a connection again, and is repeated once where such a connection turns out to
 * be dead. No redirect is followed, no cookie kept, no proxy of the environment used. Credentials
 * go to the engine's own origin alone. Safe for use by many threads; calls block until the deadline
 * at most.
 */
public final class EngineClient implements AutoCloseable {
  private final Origin origin;
  private final Credentials credentials;
  private final OutboundPolicy films;
  private final Connector connector;
  private final Optional<HttpProxy> proxy;
  private final String userAgent;
  private final IdleConnections idle = new IdleConnections();
  private final Redaction redaction = new Redaction();

  /**
   * @param films where a film may be fetched from that the engine keeps elsewhere
   * @param version this program's, for {@code User-Agent: afterglow/<version>}
   */
  public EngineClient(Upstream upstream, Resolver resolver, OutboundPolicy films, String version) {
    this(upstream, resolver, films, version, () -> new Socket(Proxy.NO_PROXY));
  }

  EngineClient(
      Upstream upstream,
      Resolver resolver,
      OutboundPolicy films,
      String version,
      Supplier<Socket> sockets) {
    this.origin = new Origin(upstream.base());
    this.credentials = upstream.credentials();
    this.films = films;
    this.connector = new Connector(resolver, films, upstream, sockets);
    this.proxy = upstream.proxy();
    this.userAgent = "afterglow/" + version;
  }

  /** Sends one request to the engine's own origin. Never throws for what an engine may answer. */
  public Sent send(EngineRequest request) {
    Map<String, String> secrets = secrets();
    try (Watch watch = new Watch(request.deadline())) {
      Target target = origin.home(request.address());
      Call call = new Call(request, target, request(request, target, secrets), watch);
      return request.method() == EngineRequest.Method.GET ? again(call) : once(call);
    } catch (Forbidden e) {
      return new Sent.NotSent(redaction.clean(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Downloads a file from the engine's own origin, with its credentials, or from a public address
   * without them. A transfer that breaks off is taken up where it ended, if the server says that
   * the file is still the same.
   *
   * @param file must not exist yet; it exists afterwards only if it was saved
   */
  public Downloaded download(UpstreamAddress from, Path file, DownloadBounds bounds) {
    Download.Source first;
    try {
      Target target = origin.resolve(from);
      boolean home = origin.owns(target);
      first = new Download.Source(home ? target : target.permitted(films), home);
    } catch (Forbidden e) {
      return new Downloaded.Forbidden(redaction.clean(String.valueOf(e.getMessage())));
    }
    return new Download(this, first, bounds).to(file);
  }

  /**
   * Text of the engine's for the operator's log: without our secrets, in one line, of bounded
   * length. Engines like to repeat keys in their errors.
   */
  public String redacted(String text) {
    secrets();
    return redaction.clean(text);
  }

  /** Closes the connections that wait for the next poll. */
  @Override
  public void close() {
    idle.close();
  }

  HttpConnection open(Target target, boolean home, Watch watch) throws IOException, Forbidden {
    return connector.open(target, home, watch);
  }

  Origin origin() {
    return origin;
  }

  OutboundPolicy films() {
    return films;
  }

  /** A request without a body, with credentials where it goes home. */
  BasicClassicHttpRequest reading(Target target, boolean home) {
    return request("GET", target, home ? secrets() : Map.of());
  }

  /** What went wrong, in one line for the log. */
  String why(String phase, Exception fault, Watch watch) {
    String cause =
        watch.isOver()
            ? "the time was up"
            : switch (fault) {
              case UnknownHostException e -> "the name was not resolved: " + e.getMessage();
              case AnswerTooLong e -> String.valueOf(e.getMessage());
              case Forbidden e -> String.valueOf(e.getMessage());
              default -> fault.getClass().getSimpleName() + ": " + fault.getMessage();
            };
    return redaction.clean(phase + ": " + cause);
  }

  private record Call(
      EngineRequest request, Target target, BasicClassicHttpRequest head, Watch watch) {}

  /** Over a connection used before if there is one; over a new one if that was dead. */
  private Sent again(Call call) {
    Optional<HttpConnection> used = idle.take();
    if (used.isPresent()) {
      try {
        call.watch.guard(used.get().socket());
        call.watch.bound(used.get().socket(), call.request.deadline());
        return answered(used.get(), call);
      } catch (IOException | HttpException e) {
        used.get().close();
        if (call.watch.isOver()) {
          return new Sent.Unclear(why("no whole answer", e, call.watch));
        }
      }
    }
    return once(call);
  }

  private Sent once(Call call) {
    HttpConnection connection;
    try {
      connection = connector.open(call.target, true, call.watch);
    } catch (IOException | Forbidden e) {
      return new Sent.NotSent(why("no connection", e, call.watch));
    }
    try {
      Sent.Answered answer = answered(connection, call);
      // RFC 9110, 15.5.8: the proxy's own answer, before it forwards anything.
      return answer.status() == 407 && connection.isForwarded()
          ? new Sent.NotSent("the proxy wants other credentials")
          : answer;
    } catch (IOException | HttpException e) {
      connection.close();
      return new Sent.Unclear(why("no whole answer", e, call.watch));
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Sent.Answered answered(HttpConnection connection, Call call)
      throws IOException, HttpException {
    ClassicHttpResponse response = connection.exchange(call.head, call.target.resource());
    byte[] body = body(response, call.request.mostBytes());
    if (call.request.method() == EngineRequest.Method.GET
        && connection.isReusable(call.head, response)
        && call.watch.release()) {
      idle.put(connection);
    } else {
      connection.close();
    }
    return new Sent.Answered(response.getCode(), ResponseHeaders.of(response), body);
  }

  private static byte[] body(ClassicHttpResponse response, int most) throws IOException {
    if (response.getEntity() == null) {
      return new byte[0];
    }
    if (response.getEntity().getContentLength() > most) {
      throw new AnswerTooLong(most);
    }
    // Not closed here: closing reads to the end first, and an endless body has none.
    InputStream content = response.getEntity().getContent();
    byte[] body = content.readNBytes(most);
    if (body.length == most && content.read() >= 0) {
      throw new AnswerTooLong(most);
    }
    return body;
  }

  private BasicClassicHttpRequest request(
      EngineRequest request, Target target, Map<String, String> secrets) throws Forbidden {
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      if (!EngineRequest.isHeader(secret.getKey(), secret.getValue())) {
        throw new Forbidden("the credentials cannot stand in a header");
      }
    }
    BasicClassicHttpRequest head = request(request.method().name(), target, secrets);
    TraceContext.parent().ifPresent(parent -> head.setHeader(TraceContext.HEADER, parent));
    request.headers().forEach(head::setHeader);
    secrets.forEach(head::setHeader);
    RequestBody body = request.body();
    if (!body.isNone()) {
      head.setHeader("Content-Type", body.contentType());
      head.setHeader("Content-Length", Long.toString(body.length()));
      head.setEntity(new EntityTemplate(body.length(), null, body::writeTo));
    } else if (request.method() != EngineRequest.Method.GET) {
      head.setHeader("Content-Length", "0");
    }
    if (request.method() != EngineRequest.Method.GET) {
      head.setHeader("Connection", "close");
    }
    return head;
  }

  private BasicClassicHttpRequest request(
      String method, Target target, Map<String, String> secrets) {
    BasicClassicHttpRequest head = new BasicClassicHttpRequest(method, "/");
    head.setHeader("Host", target.authority());
    head.setHeader("User-Agent", userAgent);
    head.setHeader("Accept", "*/*");
    head.setHeader("Accept-Encoding", "identity");
    secrets.forEach(head::setHeader);
    return head;
  }

  private Map<String, String> secrets() {
    Map<String, String> headers = credentials.headers();
    List<String> values = new ArrayList<>(headers.values());
    values.addAll(credentials.secrets());
    proxy.flatMap(HttpProxy::authorization).ifPresent(values::add);
    proxy.flatMap(HttpProxy::userAndPassword).ifPresent(values::add);
    redaction.hide(values);
    return headers;
  }

  /** An answer that is longer than anybody wants to read. */
  private static final class AnswerTooLong extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLong(int most) {
      super("the answer is longer than " + most + " bytes");
    }
  }
}
