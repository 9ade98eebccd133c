package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request line that is too long arrives in pieces; what follows it is still listened to. */
final class EarlyLanguageTest {
  private final TestServer server =
      TestServer.open(new Route(Method.GET, "/a", Access.OPEN, _ -> Answer.json(List.of())));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void languageBehindALongLineIsHeard() throws Exception {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      for (String piece :
          List.of(
              "GET /a?q=" + "b".repeat(9_000),
              "c".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n",
              "accept-language:  en\r\n",
              "\r\n")) {
        out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
      String answer = rest(socket);
      assertTrue(answer.startsWith("HTTP/1.1 414 "), answer);
      assertTrue(answer.contains("the request line may have at most 8192 bytes"), answer);
    }
  }

  /** Its end may never come: a bound of bytes, or the client's own end, is enough. */
  @Test
  void lineWithoutAnEndIsAnsweredAtABound() throws Exception {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write("a".repeat(128 << 10).getBytes(StandardCharsets.ISO_8859_1));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 414".length());
      assertEquals("HTTP/1.1 414", new String(status, StandardCharsets.ISO_8859_1));
    }
    assertTrue(server.rawToItsEnd("GET /" + "a".repeat(9_000)).startsWith("HTTP/1.1 414 "));
  }

  private static String rest(Socket socket) throws Exception {
    socket.shutdownOutput();
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
