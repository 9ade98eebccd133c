package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that sends without end leaves others their turns. */
@Timeout(120)
final class StintTest {
  private static final int PIPELINED = 240;
  private static final int MOST_BEFORE_OTHERS = 20;

  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger rests = new AtomicInteger();
  private final Stint stint = new Stint(turns::incrementAndGet, _ -> rests.incrementAndGet());

  @Test
  void othersHaveATurnAfterWhatTakesSomeTime() {
    stint.read(65_535);
    assertEquals(0, turns.get());
    stint.read(1);
    assertEquals(1, turns.get());
    stint.discarded(65_536);
    assertEquals(1, rests.get());
    stint.pipelined();
    assertEquals(2, rests.get());
  }

  @Test
  void shortChunksAreWorkToo() {
    byte[] chunks = "1\r\na\r\n".repeat(1_000).getBytes(ISO_8859_1);
    StrictReader reader = new StrictReader(() -> chunks, stint);
    reader.inBody(true);
    for (int i = 0; i < 1_000; i++) {
      assertEquals("1", reader.readLine());
      reader.readBuffer(1);
      reader.skip(2);
    }
    assertTrue(turns.get() >= 10, "of a thousand chunks " + turns.get() + " were followed by one");
  }

  /** As many connections as carriers, and more, whose next request is always there already. */
  @Test
  void requestsThatComeAheadOfTheirAnswersWaitForOthers() throws Exception {
    int connections = 2 * Runtime.getRuntime().availableProcessors();
    List<AtomicInteger> served = new ArrayList<>();
    AtomicInteger most = new AtomicInteger();
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      AtomicInteger own = new AtomicInteger();
      served.add(own);
      routes.add(
          new Route(
              Method.GET,
              "/" + i,
              Access.OPEN,
              _ -> {
                int begun = own.incrementAndGet();
                Thread.startVirtualThread(
                    () -> most.accumulateAndGet(own.get() - begun, Math::max));
                return Answer.empty(204);
              }));
    }
    try (TestServer server = TestServer.open(routes.toArray(Route[]::new));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        String request = "GET /" + i + " HTTP/1.1\r\nHost: x\r\n\r\n";
        answers.add(clients.submit(() -> pipeline(server, request)));
      }
      for (Future<Integer> answer : answers) {
        assertEquals(PIPELINED, answer.get());
      }
    }
    assertEquals(PIPELINED, served.getFirst().get());
    assertTrue(most.get() <= MOST_BEFORE_OTHERS, most.get() + " requests before somebody else");
  }

  /** How many answers there are to as many requests, sent at once. */
  private static int pipeline(TestServer server, String request) throws Exception {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(request.repeat(PIPELINED).getBytes(ISO_8859_1));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), ISO_8859_1).split("HTTP/1.1 204", -1).length - 1;
    }
  }
}
