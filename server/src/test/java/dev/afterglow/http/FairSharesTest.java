package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One client that wants everything, and what is left for all others. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FairSharesTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final long FILM_BYTES = 1L << 30;

  private final List<Socket> crowd = new ArrayList<>();
  private final CountDownLatch filmClosed = new CountDownLatch(1);

  @AfterEach
  void leave() throws IOException {
    for (Socket socket : crowd) {
      socket.close();
    }
  }

  @Test
  void bodiesOfOneOwnerLeaveMemoryForAllOthers() throws Exception {
    try (TestServer server = server(usual().withCapacity(4 * MEBIBYTE, 1_000, 1_000, 100))) {
      byte[] almost = "x".repeat(MEBIBYTE - 71).getBytes(US_ASCII);
      for (int i = 0; i < 6; i++) {
        Socket socket = open(server, head("POST", "/body", "greedy", MEBIBYTE));
        socket.getOutputStream().write(almost);
        socket.getOutputStream().flush();
      }
      assertEquals(200, post(server, "modest", 100));
      assertEquals(200, post(server, "modest", MEBIBYTE));
      int refused = refusedSoon(crowd.subList(0, 6));
      assertTrue(refused >= 3, refused + " of six were refused, and four fill the memory");
      assertEquals(200, post(server, "modest", MEBIBYTE));
    }
  }

  @Test
  void streamedBodiesTakeMemoryToo() throws Exception {
    try (TestServer server = server(usual().withCapacity(3 * (128 << 10), 1_000, 1_000, 100))) {
      for (int i = 0; i < 3; i++) {
        open(server, head("POST", "/stream", "greedy", MEBIBYTE) + "x");
      }
      assertEquals(1, refusedSoon(crowd));
    }
  }

  @Test
  void requestsOfOneOwnerLeavePlacesForAllOthersAndForProbes() throws Exception {
    // What is left is more than the modest one ever asks for: a place may be free again a moment
    // after its answer has come.
    try (TestServer server = server(usual().withCapacity(MEBIBYTE, 1_000, 128, 100))) {
      for (int i = 0; i < 192; i++) {
        open(server, head("POST", "/body", "greedy", 1_000) + "{");
      }
      while (status(server, "GET", "/well", "greedy") != 429) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(200, status(server, "GET", "/well", "modest"));
        assertEquals(200, status(server, "GET", "/probe", "greedy"));
      }
    }
  }

  @Test
  void whoFindsNothingFreeIsToldThatTheServerIsBusy() throws Exception {
    try (TestServer server = server(usual().withCapacity(MEBIBYTE, 1_000, 1, 100))) {
      open(server, head("POST", "/body", "ann", 1_000) + "{");
      while (status(server, "GET", "/well", "bob") != 503) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void streamTakesNoPlaceFromRequests() throws Exception {
    try (TestServer server = server(usual().withCapacity(MEBIBYTE, 1_000, 4, 100))) {
      for (int i = 0; i < 4; i++) {
        Socket film = open(server, head("GET", "/film/a", "ann", 0));
        assertTrue(line(film).startsWith("HTTP/1.1 200 "));
      }
      for (int i = 0; i < 5; i++) {
        assertEquals(200, status(server, "GET", "/well", "ann"));
      }
    }
  }

  @Test
  void oneLinkHasAQuarterOfAllStreams() throws Exception {
    try (TestServer server = server(usual().withCapacity(MEBIBYTE, 1_000, 1_000, 8))) {
      for (int i = 0; i < 2; i++) {
        assertTrue(line(open(server, head("GET", "/film/a", "ann", 0))).contains(" 200 "));
      }
      Socket third = open(server, head("GET", "/film/a", "bob", 0));
      assertTrue(line(third).startsWith("HTTP/1.1 503 "));
      assertTrue(
          filmClosed.await(30, TimeUnit.SECONDS), "what was opened for a refused stream is closed");
      assertTrue(line(open(server, head("GET", "/film/b", "bob", 0))).contains(" 200 "));
      assertTrue(line(open(server, head("HEAD", "/film/a", "bob", 0))).contains(" 200 "));
    }
  }

  @Test
  void oneAddressHasAHalfOfAllStreamsAndGetsThemBack() throws Exception {
    try (TestServer server = server(usual().withCapacity(MEBIBYTE, 1_000, 1_000, 4))) {
      Socket first = open(server, head("GET", "/film/a", "ann", 0));
      assertTrue(line(first).contains(" 200 "));
      assertTrue(line(open(server, head("GET", "/film/b", "ann", 0))).contains(" 200 "));
      assertTrue(line(open(server, head("GET", "/film/c", "ann", 0))).contains(" 429 "));
      first.close();
      while (!line(open(server, head("GET", "/film/c", "ann", 0))).contains(" 200 ")) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void connectionsOfOneAddressNeverShutAnybodyOut() throws Exception {
    try (TestServer server = server(usual().withCapacity(MEBIBYTE, 8, 1_000, 100))) {
      for (int i = 0; i < 8 + 2 * ConnectionRegistry.SPARES; i++) {
        open(server, "GET /well HTTP/1.1\r\nHost: x\r\nA: "); // not idle: in the middle of a head
      }
      for (int i = 0; i < 20; i++) {
        String answer = server.raw(head("GET", "/probe", "ann", 0));
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.contains("Connection: close"), "a spare gets one answer");
      }
    }
  }

  @Test
  void idleConnectionMakesRoomForANewOneOfItsAddress() throws Exception {
    try (TestServer server = server(usual().withCapacity(MEBIBYTE, 8, 1_000, 100))) {
      for (int i = 0; i < 4; i++) {
        Socket idle = open(server, head("GET", "/well", "ann", 0));
        assertTrue(line(idle).contains(" 200 "));
      }
      long began = System.nanoTime();
      boolean spare = true;
      while (spare && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(30)) {
        Socket next = open(server, head("GET", "/well", "ann", 0));
        spare = headers(next).contains("Connection: close");
      }
      assertFalse(spare, "no idle connection made room");
    }
  }

  @Test
  void smallHeapHasSmallLimitsAndALargeOneTheUsual() {
    HttpLimits small = HttpLimits.forHeap(256L << 20);
    assertEquals(32L << 20, small.bodyMemoryBytes());
    assertEquals(2_048, small.connections());
    assertEquals(2_048, small.requests());
    assertEquals(128, small.streams());
    HttpLimits large = HttpLimits.forHeap(64L << 30);
    assertEquals(HttpLimits.DEFAULT.connections(), large.connections());
    assertEquals(HttpLimits.DEFAULT.requests(), large.requests());
    assertEquals(HttpLimits.DEFAULT.streams(), large.streams());
  }

  private static HttpLimits usual() {
    return HttpLimits.DEFAULT;
  }

  private TestServer server(HttpLimits limits) {
    Authenticator byName =
        visitor ->
            new AccessDecision(
                visitor.authorization().stream()
                    .findFirst()
                    .filter(_ -> visitor.access() != Access.PROBE)
                    .map(name -> new Caller(name, name, Optional.empty(), Optional.empty())),
                List.of(),
                "203.0.113.1");
    return new TestServer(
        limits,
        byName,
        HttpTexts.load(),
        List.of(
            new Route(Method.GET, "/well", Access.READ, _ -> Answer.json(Map.of())),
            new Route(Method.GET, "/probe", Access.PROBE, _ -> Answer.json(Map.of())),
            new Route(
                Method.POST,
                "/body",
                Access.READ,
                exchange -> Answer.json(Map.of("bytes", exchange.body().length))),
            new Route(Method.POST, "/stream", Access.READ, FairSharesTest::drain),
            new Route(
                Method.GET,
                "/film/{name}",
                Access.LINK,
                _ -> Answer.streamed(200, "video/mp4", FILM_BYTES, new Film()))));
  }

  private static Answer drain(Exchange exchange) throws IOException {
    try (InputStream body = exchange.bodyStream()) {
      return Answer.json(Map.of("bytes", body.transferTo(OutputStream.nullOutputStream())));
    }
  }

  /** More than any buffers between here and a client that does not read take. */
  private final class Film implements Answer.Body {
    @Override
    public void copyTo(OutputStream out) throws IOException {
      byte[] block = new byte[128 << 10];
      for (long left = FILM_BYTES; left > 0; left -= block.length) {
        out.write(block);
      }
    }

    @Override
    public void close() {
      filmClosed.countDown();
    }
  }

  private Socket open(TestServer server, String beginning) throws IOException {
    Socket socket = server.connect();
    crowd.add(socket);
    try {
      socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException _) {
      // a spare one that was closed for the next
    }
    return socket;
  }

  private static String head(String method, String target, String owner, int length) {
    String content = length > 0 ? "Content-Length: " + length + "\r\n" : "";
    return method
        + " "
        + target
        + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
        + owner
        + "\r\n"
        + content
        + "\r\n";
  }

  private int status(TestServer server, String method, String target, String owner)
      throws IOException {
    try (Socket socket = open(server, head(method, target, owner, 0))) {
      crowd.remove(socket);
      return Integer.parseInt(line(socket).substring(9, 12));
    }
  }

  private int post(TestServer server, String owner, int bytes) throws IOException {
    try (Socket socket = open(server, head("POST", "/body", owner, bytes) + "x".repeat(bytes))) {
      crowd.remove(socket);
      return Integer.parseInt(line(socket).substring(9, 12));
    }
  }

  /** How many are refused within the patience of the memory for bodies, and a little more. */
  private static int refusedSoon(List<Socket> sockets) throws Exception {
    List<Future<Boolean>> answers = new ArrayList<>();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Socket socket : sockets) {
        socket.setSoTimeout(15_000);
        answers.add(readers.submit(() -> refused(socket)));
      }
    }
    int refused = 0;
    for (Future<Boolean> answer : answers) {
      refused += answer.get() ? 1 : 0;
    }
    return refused;
  }

  private static boolean refused(Socket socket) throws IOException {
    try {
      return line(socket).startsWith("HTTP/1.1 429 "); // its own share, not the server's
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  private static String line(Socket socket) throws IOException {
    return until(socket, "\r\n");
  }

  private static String headers(Socket socket) throws IOException {
    return until(socket, "\r\n\r\n");
  }

  private static String until(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      text.append((char) next);
      if (text.toString().endsWith(end)) {
        break;
      }
    }
    return text.toString();
  }
}
