package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.ip.Cidr;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages go where fetches may go, once, and nobody is believed more than his status. */
class GuardedPostTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");
  private static final byte[] JSON = "{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void messageComesWhole() throws IOException {
    try (ScriptedUpstream receiver =
        ScriptedUpstream.start().on("POST /in?x=1", Reply.status(204))) {
      Sent sent =
          here(receiver.port())
              .post(receiver.url() + "/in?x=1#f", Map.of("webhook-id", "evt_1"), JSON, LONG);

      assertEquals(204, assertInstanceOf(Sent.Answered.class, sent).status());
      ScriptedUpstream.Request request = receiver.requests().getFirst();
      assertEquals("{\"a\":\"ä\"}", request.text());
      assertEquals("evt_1", request.header("webhook-id"));
      assertEquals("application/json", request.header("content-type"));
      assertEquals("10", request.header("content-length"));
      assertEquals("Afterglow", request.header("user-agent"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreAnswersAndAreNotFollowed(int status) throws IOException {
    try (ScriptedUpstream receiver =
        ScriptedUpstream.start()
            .on("POST /", Reply.redirect(status, "/elsewhere"))
            .on("POST /elsewhere", Reply.status(200))) {
      Sent sent = here(receiver.port()).post(receiver.url() + "/", Map.of(), JSON, LONG);

      assertEquals(status, assertInstanceOf(Sent.Answered.class, sent).status());
      assertEquals(1, receiver.requests().size());
    }
  }

  @Test
  void silenceEndsInTime() throws IOException {
    try (ScriptedUpstream receiver = ScriptedUpstream.start().on("POST /", Reply.never())) {
      Sent sent =
          here(receiver.port()).post(receiver.url() + "/", Map.of(), JSON, Duration.ofMillis(300));

      assertInstanceOf(Sent.Unclear.class, sent);
    }
  }

  @Test
  void bodyWithoutAnEndCostsTheReceiverOnlyItsOwnTime() throws IOException {
    byte[] block = new byte[1 << 16];
    try (var receiver =
        new ScriptedServer((head, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          endless(out, block);
        })) {
      Sent sent =
          here(receiver.port())
              .post("http://127.0.0.1:" + receiver.port() + "/", Map.of(), JSON, LONG);

      Sent.Answered answer = assertInstanceOf(Sent.Answered.class, sent);
      assertEquals(200, answer.status());
      assertEquals(0, answer.body().length);
    }
  }

  private static void endless(OutputStream out, byte[] block) throws IOException {
    while (true) {
      out.write(block); // until the other side has hung up
    }
  }

  @Test
  void nobodyThereIsNotSent() {
    RecordingSockets sockets = new RecordingSockets();
    GuardedClient client = client(List.of(PUBLIC), sockets);

    assertInstanceOf(
        Sent.NotSent.class, client.post("https://hooks.shop.org/", Map.of(), JSON, LONG));
    assertEquals(1, sockets.connects.size());
  }

  static List<SsrfCorpusTest.Row> rows() throws IOException {
    return SsrfCorpusTest.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void forbiddenAddressGetsNoMessageAndNoConnection(SsrfCorpusTest.Row row) {
    RecordingSockets sockets = new RecordingSockets();

    Sent sent = client(row.addresses(), sockets).post(row.url(), Map.of(), JSON, LONG);

    String why = assertInstanceOf(Sent.NotSent.class, sent).why();
    assertTrue(why.startsWith("forbidden: "), why);
    assertEquals(List.of(), sockets.connects);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS://Hooks.Shop.org, https://hooks.shop.org/",
    "https://hooks.shop.org:443/a/../b?c=d#e, https://hooks.shop.org/b?c=d",
    "http://hooks.shop.org:80/a b, http://hooks.shop.org/a%20b",
    "http://93.184.215.14/x, http://93.184.215.14/x",
    "http://[2606:2800:21f:cb07::1]/x, http://[2606:2800:21f:cb07::1]/x"
  })
  void permittedUrlHasOneSpelling(String given, String spelling) {
    assertEquals(Optional.of(spelling), client(List.of(), new RecordingSockets()).permitted(given));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hooks.shop.org",
        "ftp://hooks.shop.org/",
        "https://user@hooks.shop.org/",
        "https://hooks.shop.org:8443/",
        "http://127.0.0.1/",
        "http://10.0.0.5/",
        "http://[::1]/",
        "http://localhost/",
        "http://nas/",
        "http://169.254.169.254/latest/meta-data"
      })
  void refusableUrlIsRefusedWithoutALookUp(String given) {
    Resolver none =
        (name, patience) -> {
          throw new AssertionError("looked up " + name);
        };
    GuardedClient client =
        new GuardedClient(
            OutboundPolicy.publicOnly(),
            none,
            new RecordingSockets(),
            (SSLSocketFactory) SSLSocketFactory.getDefault());

    assertEquals(Optional.empty(), client.permitted(given));
  }

  /** To a receiver on this machine, which an operator has permitted. */
  private static GuardedClient here(int port) {
    return new GuardedClient(
        new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), Set.of(port)),
        (name, patience) -> List.of());
  }

  private static GuardedClient client(List<InetAddress> addresses, RecordingSockets sockets) {
    return new GuardedClient(
        OutboundPolicy.publicOnly(),
        (name, patience) -> addresses,
        sockets,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }
}
