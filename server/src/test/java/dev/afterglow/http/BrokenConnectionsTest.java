package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that breaks its connection off is no fault of the server's, and not logged as one. */
final class BrokenConnectionsTest {
  private static final int PATIENCE_SECONDS = 20;
  private static final Logger ACCESS = Logger.getLogger("dev.afterglow.access");

  /** Logs what it takes for faults of the server, each with a trace. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon.webserver");

  private final CountDownLatch broken = new CountDownLatch(1);
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Handler log = new ConnectionRegistry();
  private final TestServer server =
      TestServer.open(
          new Route(Method.GET, "/fine", Access.OPEN, _ -> Answer.json(Map.of())),
          new Route(Method.POST, "/body", Access.OPEN, e -> Answer.json(e.json())),
          new Route(
              Method.GET,
              "/late",
              Access.OPEN,
              _ -> {
                assertTrue(broken.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
                return Answer.json(List.of("x".repeat(8 << 20)));
              }));

  /** Keeps what is logged. */
  private final class ConnectionRegistry extends Handler {
    @Override
    public void publish(LogRecord logged) {
      lines.add(logged.getMessage());
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @BeforeEach
  void listen() {
    ACCESS.setLevel(Level.INFO);
    ACCESS.addHandler(log);
    HELIDON.addHandler(log);
  }

  @AfterEach
  void close() {
    HELIDON.removeHandler(log);
    ACCESS.removeHandler(log);
    ACCESS.setLevel(null);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /fi",
        "GET /fine HTTP/1.1\r\nHost: x\r\nA: ",
        "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
        "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"
      })
  void requestThatBreaksOffIsNotLoggedAsAFault(String begun) throws Exception {
    breakOff(begun);
    assertOnlyTheNextOneIsLogged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /fi",
        "GET /fine HTTP/1.1",
        "GET /fine HTTP/1.1\r\n",
        "GET /fine HTTP/1.1\r\nHo",
        "GET /fine HTTP/1.1\r\nHost: x\r\nA: ",
        "GET /fine HTTP/1.1\r\nHost: x\r\n"
      })
  void headThatEndsInTheMiddleIsNotLoggedAsAFault(String begun) throws Exception {
    assertEquals("", server.rawToItsEnd(begun));
    assertOnlyTheNextOneIsLogged();
  }

  @Test
  void brokenConnectionBetweenRequestsIsNotLogged() throws Exception {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write("GET /fine HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      assertTrue(socket.getInputStream().read() > 0);
      socket.setSoLinger(true, 0);
    }
    assertTrue(nextLine().startsWith("GET /fine 200 "));
    assertOnlyTheNextOneIsLogged();
  }

  @Test
  void answerThatNobodyTakesIsLoggedAsWhatItWas() throws Exception {
    breakOff("GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
    broken.countDown();
    assertTrue(nextLine().startsWith("GET /late 200 "));
    assertOnlyTheNextOneIsLogged();
  }

  private void breakOff(String begun) throws Exception {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(begun.getBytes(US_ASCII));
      until(() -> server.listener().connections() > 0);
      socket.setSoLinger(true, 0);
    }
  }

  private void assertOnlyTheNextOneIsLogged() throws Exception {
    until(() -> server.listener().connections() == 0);
    assertEquals(200, server.get("/fine").statusCode());
    assertTrue(nextLine().startsWith("GET /fine 200 "));
    assertTrue(lines.isEmpty(), lines::toString);
  }

  private static void until(BooleanSupplier reached) {
    long began = System.nanoTime();
    while (!reached.getAsBoolean()) {
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
      Thread.yield();
    }
  }

  private String nextLine() throws InterruptedException {
    return String.valueOf(lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }
}
