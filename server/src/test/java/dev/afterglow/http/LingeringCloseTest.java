package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that were refused, and have not sent the body that they announced. */
final class LingeringCloseTest {
  private static final int PLACES = 2;

  /** Less than a client is heard out for that announced a short body. */
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 100", "Content-Length: 20000000"})
  void refusedClientsTakeNobodysPlaceAndHoldUpNoStop(String length) throws Exception {
    List<Socket> crowd = new ArrayList<>();
    TestServer server = server();
    try {
      assertEquals(200, server.get("/well").statusCode(), "from here on nothing is slow");
      for (int i = 0; i < 3 * PLACES; i++) {
        Socket socket = server.connect();
        crowd.add(socket);
        send(socket, "POST /well HTTP/1.1\r\nHost: x\r\n" + length + "\r\n\r\na");
        String head = head(socket);
        assertTrue(head.startsWith("HTTP/1.1 405 "), head);
      }
      assertEquals(200, server.get("/well").statusCode());
      assertTrue(server.listener().connections() > PLACES, "they are still heard out");
    } finally {
      long began = System.nanoTime();
      boolean finished = server.listener().drain(Duration.ofMinutes(1));
      long took = System.nanoTime() - began;
      assertTrue(finished, "none was at work");
      assertTrue(took < SOON.toNanos(), () -> "stopped after " + took / 1e9 + " s");
      for (Socket socket : crowd) {
        socket.close();
      }
      server.close();
    }
  }

  @Test
  void bodyThatComesAfterItsRefusalIsNotTakenForTheNextRequest() throws Exception {
    try (TestServer server = server();
        Socket socket = server.connect()) {
      String next = "GET /well HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      send(
          socket,
          "POST /well HTTP/1.1\r\nHost: x\r\nContent-Length: " + next.length() + "\r\n\r\n");
      String refused = head(socket);
      assertTrue(refused.startsWith("HTTP/1.1 405 "), refused);
      send(socket, next + next);
      String rest = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertEquals(1, rest.split("HTTP/1.1 200 ", -1).length - 1, rest);
    }
  }

  /** As many clients send: the head first, the body when they come to it. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0\r\n", "HTTP/1.1\r\nConnection: close\r\n"})
  void shortBodyOfALastRequestIsWaitedForBeforeTheConnectionCloses(String version)
      throws Exception {
    try (TestServer server = server();
        Socket socket = server.connect()) {
      send(socket, "POST /well " + version + "Host: x\r\nContent-Length: 5\r\n\r\n");
      String head = head(socket);
      assertTrue(head.startsWith("HTTP/1.1 405 "), head);
      int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
      socket.getInputStream().readNBytes(length);
      socket.setSoTimeout(200);
      assertThrows(SocketTimeoutException.class, socket.getInputStream()::read, "still open");
      socket.setSoTimeout(60_000);
      send(socket, "12345");
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  private static TestServer server() {
    HttpLimits usual = HttpLimits.DEFAULT;
    return new TestServer(
        TestServer.limits(
            PLACES, usual.headTime(), usual.bodyTime(), usual.writeTime(), usual.idleTime()),
        _ -> AccessDecision.open(),
        HttpTexts.load(),
        List.of(new Route(Method.GET, "/well", Access.OPEN, _ -> Answer.json(Map.of()))));
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** The answer's head, without its body. */
  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      if (head.toString(US_ASCII).endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString(US_ASCII);
  }
}
