package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.RequestException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestLineTest {
  /** What request lines are made of, and what breaks them. */
  private static final List<String> PARTS =
      List.of(
          "GET",
          "get",
          "HEAD",
          "head",
          "POST",
          "OPTIONS",
          "CONNECT",
          "G{}T",
          " ",
          " ",
          " ",
          "  ",
          "/",
          "/a",
          "//",
          "/..",
          "*",
          "?",
          "?language=en",
          "#",
          "%",
          "%zz",
          "%00",
          "\0",
          "\t",
          "é",
          "http://",
          "https://",
          "HTTP://",
          "x",
          ":80",
          "@",
          "[::1]",
          "[",
          "]",
          "HTTP/1.1",
          "HTTP/1.0",
          "HTTP/2.0",
          "HTTP/",
          "1.1",
          "A: b",
          ":",
          "Host: x",
          "\\",
          "\"",
          "<",
          "{",
          "|");

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1,                  GET / HTTP/1.1",
    "GET / HTTP/1.0,                  GET / HTTP/1.1",
    "GET / HTTP/1.7,                  GET / HTTP/1.1",
    "get / HTTP/1.1,                  X-get / HTTP/1.1",
    "GET http://x HTTP/1.1,           GET / HTTP/1.1",
    "GET HTTP://x/a?b HTTP/1.1,       GET /a?b HTTP/1.1",
    "GET https://x?b HTTP/1.0,        GET /?b HTTP/1.1",
    "GET http://x/http://y HTTP/1.1,  GET /http://y HTTP/1.1",
    "OPTIONS http://x HTTP/1.1,       OPTIONS * HTTP/1.1",
    "OPTIONS http://x/ HTTP/1.1,      OPTIONS / HTTP/1.1",
    "GET ftp://x/a HTTP/1.1,          GET ftp://x/a HTTP/1.1",
    "GET http:/x HTTP/1.1,            GET http:/x HTTP/1.1",
  })
  void isHandedOnInOriginForm(String sent, String read) {
    byte[] bytes = sent.getBytes(US_ASCII);
    assertEquals(read, new String(RequestLine.parse(bytes).forHelidon(bytes), US_ASCII));
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'',400",
        "' ',400",
        "GET,400",
        "GET /,400",
        "GET / ,400",
        "GET  / HTTP/1.1,400",
        "GET / HTTP/1.1 ,400",
        "GET /  HTTP/1.1,400",
        "GET / a HTTP/1.1,400",
        " GET / HTTP/1.1,400",
        "GET / HTTP/11,400",
        "GET / HTTP/1.11,400",
        "GET / HTTP/x.1,400",
        "GET / http/1.1,400",
        "GET / HTCPCP/1.0,400",
        "G{}T / HTTP/1.1,400",
        "G@T / HTTP/1.1,400",
        "GET / HTTP/0.9,505",
        "GET / HTTP/2.0,505",
      })
  void otherLinesAreRefused(String line, int status) {
    RequestException refused =
        assertThrows(RequestException.class, () -> RequestLine.parse(line.getBytes(US_ASCII)));
    assertEquals(status, refused.status().code());
  }

  /** Made of odd parts at random: refused or served, but never a fault. */
  @Test
  void noHeadIsAFaultOfTheServer() throws Exception {
    Random random = new Random(11);
    try (TestServer server =
        TestServer.open(new Route(Method.GET, "/a", Access.OPEN, _ -> Answer.json(List.of())))) {
      for (int i = 0; i < 600; i++) {
        String first = i % 2 == 0 ? line(random) : "GET " + line(random) + " HTTP/1.1";
        String head = first + "\r\nHost: x\r\n" + (i % 5 == 0 ? line(random) + "\r\n" : "");
        String answer = server.rawToItsEnd(head + "Connection: close\r\n\r\n");
        assertTrue(answer.matches("(?s)HTTP/1\\.1 (200|400|404|405|505) .*"), head + answer);
        assertFalse(answer.contains("helidon"), answer);
      }
    }
  }

  private static String line(Random random) {
    StringBuilder line = new StringBuilder();
    for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
      line.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return new String(line.toString().getBytes(ISO_8859_1), ISO_8859_1);
  }
}
