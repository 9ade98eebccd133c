package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that take their time: bodies that grow, and answers that are waited for. */
@Timeout(120)
final class LaterAnswersTest {
  private final CountDownLatch more = new CountDownLatch(1);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch come = new CountDownLatch(1);
  private final AtomicInteger closed = new AtomicInteger();
  private final TestServer server =
      new TestServer(
          TestServer.limits(
              1,
              Duration.ofSeconds(10),
              Duration.ofSeconds(10),
              Duration.ofSeconds(10),
              Duration.ofSeconds(10)),
          _ -> AccessDecision.open(),
          HttpTexts.load(),
          List.of(
              new Route(Method.GET, "/live", Access.LINK, _ -> Answer.live("text/plain", body())),
              new Route(
                  Method.GET,
                  "/later",
                  Access.LINK,
                  _ -> Answer.deferred(later(Answer.json("come"))).with("X-Field", "yes")),
              new Route(Method.GET, "/refused", Access.LINK, _ -> Answer.deferred(refusal())),
              new Route(Method.GET, "/soon", Access.LINK, _ -> Answer.json("soon")),
              new Route(Method.GET, "/probe", Access.PROBE, _ -> Answer.json("well"))));

  @AfterEach
  void close() {
    more.countDown();
    come.countDown();
    server.close();
  }

  private Answer.Body body() {
    return new Answer.Body() {
      @Override
      public void copyTo(OutputStream out) throws IOException {
        out.write("one\n".getBytes(UTF_8));
        out.flush();
        await(more);
        out.write("two\n".getBytes(UTF_8));
        out.flush();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private Answer.Awaited later(Answer answer) {
    return new Answer.Awaited() {
      @Override
      public Answer await() throws InterruptedException {
        waiting.countDown();
        come.await();
        return answer;
      }

      @Override
      public void hurry() {
        come.countDown();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private Answer.Awaited refusal() {
    return new Answer.Awaited() {
      @Override
      public Answer await() {
        throw ApiError.notFound();
      }

      @Override
      public void hurry() {}

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void everyFlushIsSeenAtOnceAndTakesNoPlace() throws Exception {
    try (Socket socket = server.connect()) {
      BufferedReader in = begin(socket, "1.1");
      String head = head(in);
      assertTrue(head.contains("Transfer-Encoding: chunked"), head);
      assertFalse(head.contains("Content-Length"), head);
      assertEquals("4", in.readLine());
      assertEquals("one", in.readLine());
      assertServesOthers();
      more.countDown();
      assertEquals("", in.readLine());
      assertEquals("4", in.readLine());
      assertEquals("two", in.readLine());
      assertEquals("", in.readLine());
      assertEquals("0", in.readLine());
      assertEquals("", in.readLine());
      socket.getOutputStream().write(request("/probe", "1.1").getBytes(UTF_8));
      String next = head(in);
      assertTrue(next.startsWith("HTTP/1.1 200"), "the connection goes on: " + next);
    }
    assertEquals(1, closed.get());
  }

  @Test
  void inHttp10TheConnectionsEndIsTheBodysEnd() throws Exception {
    try (Socket socket = server.connect()) {
      BufferedReader in = begin(socket, "1.0");
      String head = head(in);
      assertFalse(head.contains("Transfer-Encoding"), head);
      assertFalse(head.contains("Content-Length"), head);
      assertTrue(head.contains("Connection: close"), head);
      assertEquals("one", in.readLine());
      more.countDown();
      assertEquals("two", in.readLine());
      assertEquals(-1, in.read());
    }
    assertEquals(1, closed.get());
  }

  @Test
  void headOfAGrowingBodyComesAlone() throws Exception {
    String answer = server.raw("HEAD /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
    assertEquals(1, closed.get());
  }

  @Test
  void whatIsWaitedForTakesNoPlaceAndKeepsItsFields() throws Exception {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(request("/later", "1.1").getBytes(UTF_8));
      assertServesOthers();
      come.countDown();
      BufferedReader in = reader(socket);
      String head = head(in);
      assertTrue(head.contains("X-Field: yes"), head);
      char[] body = new char[6];
      assertEquals(6, in.read(body));
      assertEquals("\"come\"", new String(body));
    }
    assertEquals(1, closed.get());
  }

  @Test
  void clientThatHangsUpIsWaitedForNoLonger() throws Exception {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(request("/later", "1.1").getBytes(UTF_8));
      assertServesOthers();
    }
    assertTrue(come.await(60, SECONDS), "it is still waited for");
  }

  @Test
  void clientThatSendsNothingMoreGetsWhatIsKnown() throws Exception {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(request("/later", "1.1").getBytes(UTF_8));
      socket.shutdownOutput();
      BufferedReader in = reader(socket);
      assertTrue(head(in).startsWith("HTTP/1.1 200"));
      char[] body = new char[6];
      assertEquals(6, in.read(body));
      assertEquals("\"come\"", new String(body));
      assertEquals(-1, in.read());
    }
    assertEquals(1, closed.get());
  }

  @Test
  void requestsThatCameDuringAWaitAreServedAfterIt() throws Exception {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(request("/later", "1.1").getBytes(UTF_8));
      waiting.await();
      String next = request("/later", "1.1") + request("/soon", "1.1");
      out.write(next.substring(0, 10).getBytes(UTF_8));
      out.flush();
      come.countDown();
      BufferedReader in = reader(socket);
      assertEquals("\"come\"", answered(in));
      out.write(next.substring(10).getBytes(UTF_8));
      assertEquals("\"come\"", answered(in));
      assertEquals("\"soon\"", answered(in));
    }
    assertEquals(2, closed.get());
  }

  @Test
  void refusalAfterAWaitIsARefusal() throws Exception {
    assertEquals(404, server.get("/refused").statusCode());
    assertEquals(1, closed.get());
  }

  /**
   * The only place of this server is free while the answer takes its time. It may be taken until
   * the handler is left, which can be later than the client's next step.
   */
  private void assertServesOthers() throws Exception {
    long deadline = System.nanoTime() + SECONDS.toNanos(60);
    String answer = server.get("/soon").body();
    while (!answer.equals("\"soon\"") && System.nanoTime() < deadline) {
      answer = server.get("/soon").body();
    }
    assertEquals("\"soon\"", answer, "meanwhile others are served");
  }

  private static String answered(BufferedReader in) throws IOException {
    String head = head(in);
    assertTrue(head.startsWith("HTTP/1.1 200"), head);
    char[] body = new char[6];
    assertEquals(6, in.read(body));
    return new String(body);
  }

  private static String request(String path, String version) {
    return "GET " + path + " HTTP/" + version + "\r\nHost: x\r\n\r\n";
  }

  private static BufferedReader begin(Socket socket, String version) throws IOException {
    socket.getOutputStream().write(request("/live", version).getBytes(UTF_8));
    return reader(socket);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  private static String head(BufferedReader in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }
}
