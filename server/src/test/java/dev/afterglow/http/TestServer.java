package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.api.sora.ContractDialect;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A started {@link Listener} on a free port of the loopback address, and two ways to talk to it.
 */
public final class TestServer implements AutoCloseable {
  private static final int ANSWER_MILLIS = 60_000;

  private final Listener listener;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Serves these routes behind a gate within these limits. */
  public TestServer(
      HttpLimits limits, Authenticator authenticator, Messages messages, List<Route> routes) {
    this(limits, authenticator, messages, routes, AnswerListener.NONE);
  }

  /** The same, with its answers told. */
  public TestServer(
      HttpLimits limits,
      Authenticator authenticator,
      Messages messages,
      List<Route> routes,
      AnswerListener answers) {
    this.listener =
        Listener.start(
            ListenerSettings.of("127.0.0.1", 0, new ContractDialect(Language.ZH))
                .within(limits)
                .telling(answers),
            routes,
            authenticator,
            messages,
            new Random(1),
            System::nanoTime);
  }

  /** The usual limits but for these. */
  static HttpLimits limits(
      int requests, Duration head, Duration body, Duration write, Duration idle) {
    HttpLimits usual = HttpLimits.DEFAULT;
    return new HttpLimits(
        usual.prologueBytes(),
        usual.headerBytes(),
        usual.headerFields(),
        usual.bodyBytes(),
        usual.bodyMemoryBytes(),
        usual.connections(),
        requests,
        usual.streams(),
        head,
        body,
        usual.bodyBytesPerSecond(),
        write,
        usual.writeBytesPerSecond(),
        idle);
  }

  /** Serves these routes to everybody. */
  public static TestServer open(Route... routes) {
    return new TestServer(
        HttpLimits.DEFAULT, _ -> AccessDecision.open(), HttpTexts.load(), List.of(routes));
  }

  public Listener listener() {
    return listener;
  }

  public URI uri(String target) {
    return URI.create("http://127.0.0.1:" + listener.port() + target);
  }

  /** Sends a request of the JDK's client. */
  public HttpResponse<String> send(String target, UnaryOperator<HttpRequest.Builder> how)
      throws IOException, InterruptedException {
    return client.send(
        how.apply(HttpRequest.newBuilder(uri(target))).build(),
        HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  public HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return send(target, UnaryOperator.identity());
  }

  public Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    socket.setSoTimeout(ANSWER_MILLIS);
    return socket;
  }

  /** Writes bytes as they are and reads everything until the server closes. */
  public String raw(String bytes) throws IOException {
    return exchange(bytes, false);
  }

  /**
   * The same, and says that nothing more will come: for requests whose refusal comes before their
   * end, which the server hears out before it closes.
   */
  public String rawToItsEnd(String bytes) throws IOException {
    return exchange(bytes, true);
  }

  private String exchange(String bytes, boolean end) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(ISO_8859_1));
      out.flush();
      if (end) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() {
    client.close();
    listener.close();
  }
}
