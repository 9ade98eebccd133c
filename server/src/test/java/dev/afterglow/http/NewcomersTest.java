package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is here already does not wait for those who are just coming. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NewcomersTest {
  private static final int MANY = 200;

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Semaphore slowOnes = new Semaphore(0);
  private final TestServer server =
      TestServer.open(
          new Route(Method.GET, "/quick", Access.OPEN, _ -> Answer.json(Map.of("ok", true))),
          new Route(Method.GET, "/slow", Access.OPEN, _ -> slow()));
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    goOn.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Answer slow() throws InterruptedException {
    slowOnes.release();
    goOn.await();
    return Answer.json(Map.of("ok", true));
  }

  @Test
  void connectionThatIsHereIsServedWhileManyWaitForTheirTurn() throws Exception {
    Socket here = connect();
    ask(here, "/quick");
    assertEquals("HTTP/1.1 200", status(here));
    Newcomers newcomers = server.listener().newcomers();
    int turns = newcomers.takeAll();
    assertTrue(turns >= 2, "every processor has work");
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      crowd.add(connect());
      ask(crowd.getLast(), "/quick");
    }
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (newcomers.waiting() < MANY && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertEquals(MANY, newcomers.waiting());
    for (int i = 0; i < 10; i++) {
      ask(here, "/quick");
      assertEquals("HTTP/1.1 200", status(here));
    }
    newcomers.giveBack(turns);
    for (Socket one : crowd) {
      assertEquals("HTTP/1.1 200", status(one));
    }
  }

  @Test
  void nobodyHasATurnWhileItWaits() throws Exception {
    for (int i = 0; i < MANY; i++) {
      connect(); // and sends nothing
      Socket half = connect();
      half.getOutputStream().write("GET /qui".getBytes(ISO_8859_1));
      ask(connect(), "/slow");
    }
    assertTrue(slowOnes.tryAcquire(MANY, 60, TimeUnit.SECONDS), "all of them are at work");
    Socket last = connect();
    ask(last, "/quick");
    assertEquals("HTTP/1.1 200", status(last));
  }

  @Test
  void turnsComeBackHoweverAConnectionEnds() throws Exception {
    for (int i = 0; i < 20; i++) {
      connect().close();
      server.raw("G{}T / HTTP/1.1\r\n\r\n");
      server.raw("GET /none HTTP/1.0\r\n\r\n");
      Socket half = connect();
      half.getOutputStream().write("GET /quick HTTP/1.1\r\nHo".getBytes(ISO_8859_1));
      half.close();
    }
    Newcomers newcomers = server.listener().newcomers();
    int turns = Newcomers.FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int free = newcomers.takeAll();
    while (free < turns && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      free += newcomers.takeAll();
    }
    assertEquals(turns, free);
    newcomers.giveBack(free);
  }

  private Socket connect() throws IOException {
    Socket socket = server.connect();
    sockets.add(socket);
    return socket;
  }

  private static void ask(Socket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
  }

  /** The begin of the next answer, the rest of which is read. */
  private static String status(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("{\"ok\":true}")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed after: " + answer);
      }
      answer.append((char) next);
    }
    return answer.substring(0, "HTTP/1.1 200".length());
  }
}
