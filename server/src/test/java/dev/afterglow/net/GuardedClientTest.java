package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedClientTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");
  private static final InetAddress PRIVATE = InetAddress.ofLiteral("10.0.0.5");
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
  private static final Bounds BOUNDS =
      new Bounds(1000, Duration.ofMinutes(1), Duration.ofMinutes(1), 3);
  private static final Bounds BRIEF =
      new Bounds(1000, Duration.ofMillis(300), Duration.ofMinutes(1), 3);

  /** Far more than the bounds, for machines that are busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void bodyComesWithNothingOfOursInTheRequest() throws IOException {
    try (var server =
        ScriptedServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", HELLO)) {
      assertArrayEquals(HELLO, body(get(server, "http://img.shop.org/a%20b.png?x=1#frag", BOUNDS)));

      assertEquals(
          List.of(
              "GET /a%20b.png?x=1 HTTP/1.1",
              "Host: img.shop.org",
              "User-Agent: Afterglow",
              "Accept: image/png, image/jpeg, image/webp, */*;q=0.1",
              "Connection: close"),
          server.heads.getFirst());
    }
  }

  @Test
  void oneLookupDecidesAndItsAddressIsConnected() throws IOException {
    try (var server =
        ScriptedServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", HELLO)) {
      RecordingSockets sockets = new RecordingSockets(server.port());
      AtomicInteger lookups = new AtomicInteger();
      Resolver rebinding =
          (name, patience) -> List.of(lookups.incrementAndGet() == 1 ? PUBLIC : PRIVATE);

      client(rebinding, sockets).get("http://img.shop.org/", BOUNDS);

      assertEquals(1, lookups.get());
      assertEquals(PUBLIC, sockets.connects.getFirst().getAddress());
      assertEquals(1, sockets.connects.size());
    }
  }

  @Test
  void nextAddressIsTriedWhereTheFirstDoesNotAnswer() {
    RecordingSockets sockets = new RecordingSockets();
    List<InetAddress> five = Collections.nCopies(5, PUBLIC);

    client((name, patience) -> five, sockets).get("http://img.shop.org/", BOUNDS);

    assertEquals(3, sockets.connects.size());
  }

  @Test
  void failedLookupConnectsNothing() {
    for (Resolver resolver : failingResolvers()) {
      RecordingSockets sockets = new RecordingSockets();
      assertInstanceOf(
          Fetched.Unreachable.class, client(resolver, sockets).get("http://img.shop.org/", BOUNDS));
      assertEquals(List.of(), sockets.connects);
    }
  }

  private static List<Resolver> failingResolvers() {
    return List.of(
        (name, patience) -> {
          throw new UnknownHostException(name);
        },
        (name, patience) -> List.of(),
        (name, patience) -> Collections.nCopies(1000, PUBLIC),
        (name, patience) -> List.of(PUBLIC, PRIVATE),
        (name, patience) -> List.of(PRIVATE, PUBLIC));
  }

  @Test
  void socketThatReachesAnUncheckedAddressIsRefused() throws IOException {
    try (var server =
        ScriptedServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", HELLO)) {
      RecordingSockets sockets =
          new RecordingSockets(server.port(), InetAddress.getLoopbackAddress());

      Fetched fetched =
          client((name, patience) -> List.of(PUBLIC), sockets).get("http://img.shop.org/", BOUNDS);

      assertInstanceOf(Fetched.Unreachable.class, fetched);
      assertEquals(List.of(), server.heads);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        "HTTP/1.1 200 OK\r\nContent-Ty",
        "SSH-2.0-OpenSSH_9.9\r\n",
        "+PONG\r\n",
        ""
      })
  void answerThatIsNotAWhole200IsUnreachable(String head) throws IOException {
    try (var server = ScriptedServer.saying(head, HELLO)) {
      assertInstanceOf(Fetched.Unreachable.class, get(server, "http://img.shop.org/", BOUNDS));
    }
  }

  @Test
  void interimAnswersAreSkippedButNotForEver() throws IOException {
    String interim = "HTTP/1.1 100 Continue\r\n\r\n";
    String last = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    try (var few = ScriptedServer.saying(interim.repeat(5) + last, HELLO);
        var many = ScriptedServer.saying(interim.repeat(6) + last, HELLO)) {
      assertArrayEquals(HELLO, body(get(few, "http://img.shop.org/", BOUNDS)));
      assertInstanceOf(Fetched.Unreachable.class, get(many, "http://img.shop.org/", BOUNDS));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: %d\r\n\r\n", "\r\n"})
  void bodyOfExactlyTheBoundIsTakenAndOneMoreIsNot(String header) throws IOException {
    for (int length : List.of(1000, 1001)) {
      String head = "HTTP/1.1 200 OK\r\n" + header.formatted(length);
      try (var server = ScriptedServer.saying(head, new byte[length])) {
        Class<?> expected = length == 1000 ? Fetched.Body.class : Fetched.TooLong.class;
        assertInstanceOf(expected, get(server, "http://img.shop.org/", BOUNDS));
      }
    }
  }

  @Test
  void endlessBodiesAreCutAtTheBound() throws IOException {
    for (String chunk : List.of("", "400\r\n")) {
      ScriptedServer.Script endless =
          (head, out) -> {
            out.write(ascii("HTTP/1.1 200 OK\r\n"));
            out.write(ascii(chunk.isEmpty() ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n"));
            repeat(out, chunk + "x".repeat(1024) + (chunk.isEmpty() ? "" : "\r\n"));
          };
      try (var server = new ScriptedServer(endless)) {
        assertInstanceOf(Fetched.TooLong.class, get(server, "http://img.shop.org/", BOUNDS));
      }
    }
  }

  @Test
  void endlessHeadersAreCut() throws IOException {
    for (String header : List.of("X: y\r\n", "x")) {
      ScriptedServer.Script endless =
          (head, out) -> {
            out.write(ascii("HTTP/1.1 200 OK\r\n"));
            repeat(out, header);
          };
      try (var server = new ScriptedServer(endless)) {
        assertInstanceOf(Fetched.Unreachable.class, get(server, "http://img.shop.org/", BOUNDS));
      }
    }
  }

  @Test
  void timeIsBoundedHoweverTheServerDrips() throws IOException {
    List<String> starts =
        List.of("", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
    for (String start : starts) {
      ScriptedServer.Script dripping =
          (head, out) -> {
            out.write(ascii(start));
            drip(out);
          };
      try (var server = new ScriptedServer(dripping)) {
        long began = System.nanoTime();
        assertInstanceOf(Fetched.Unreachable.class, get(server, "http://img.shop.org/", BRIEF));
        assertTrue(System.nanoTime() - began < PATIENCE.toNanos());
      }
    }
  }

  private static void drip(OutputStream out) throws IOException {
    while (true) {
      out.write('a');
      out.flush();
      LockSupport.parkNanos(20_000_000); // the slowness under test
    }
  }

  private static void repeat(OutputStream out, String text) throws IOException {
    byte[] bytes = ascii(text.repeat(64));
    while (true) {
      out.write(bytes);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] body(Fetched fetched) {
    return assertInstanceOf(Fetched.Body.class, fetched).bytes();
  }

  private static Fetched get(ScriptedServer server, String url, Bounds bounds) {
    return client((name, patience) -> List.of(PUBLIC), new RecordingSockets(server.port()))
        .get(url, bounds);
  }

  private static GuardedClient client(Resolver resolver, RecordingSockets sockets) {
    return new GuardedClient(
        OutboundPolicy.publicOnly(),
        resolver,
        sockets,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }
}
