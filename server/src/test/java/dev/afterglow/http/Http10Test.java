package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.0, as old proxies, load balancers and {@code ab} speak it. */
final class Http10Test {
  private final byte[] film = new byte[3_000_001];
  private final AtomicInteger served = new AtomicInteger();
  private final TestServer server =
      TestServer.open(
          new Route(
              Method.GET,
              "/page",
              Access.OPEN,
              e -> Answer.json(Map.of("served", served.incrementAndGet(), "at", e.baseUrl()))),
          new Route(
              Method.POST,
              "/page",
              Access.OPEN,
              exchange -> Answer.json(Map.of("got", exchange.json()))),
          new Route(Method.PUT, "/page", Access.OPEN, _ -> Answer.empty(204)),
          new Route(
              Method.GET,
              "/film",
              Access.LINK,
              _ -> Answer.streamed(200, "video/mp4", film.length, new Film())));

  @AfterEach
  void close() {
    server.close();
  }

  /** The film, block by block. */
  private final class Film implements Answer.Body {
    @Override
    public void copyTo(OutputStream out) throws IOException {
      for (int at = 0; at < film.length; at += 131_072) {
        out.write(film, at, Math.min(131_072, film.length - at));
      }
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host: x\r\n",
        "Host: x\r\nConnection: keep-alive\r\n",
        "Connection: close\r\n"
      })
  void requestIsServedAndItsConnectionEnds(String fields) throws Exception {
    String request = "GET /page HTTP/1.0\r\n" + fields + "\r\n";
    String answer = server.raw(request + request);
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
    assertTrue(answer.contains("\r\nContent-Length: "), answer);
    assertFalse(answer.contains("Transfer-Encoding"), answer);
    assertEquals(1, served.get(), "what follows is not served");
  }

  @Test
  void whereNoHostIsNamedLinksLeadToTheAddressThatWasAsked() throws Exception {
    String answer = server.raw("GET /page HTTP/1.0\r\n\r\n");
    String here = "\"http://127.0.0.1:" + server.listener().port() + "\"";
    assertTrue(answer.contains(here), answer);
    assertTrue(server.raw("GET /page HTTP/1.0\r\nHost: x:1\r\n\r\n").contains("\"http://x:1\""));
  }

  @Test
  void bodiesAreReadAndLeftUnread() throws Exception {
    String body = "Content-Length: 7\r\n\r\n{\"a\":1}";
    String post = server.raw("POST /page HTTP/1.0\r\nContent-Type: application/json\r\n" + body);
    assertTrue(post.endsWith("\r\n\r\n{\"got\":{\"a\":1}}"), post);
    String put = server.raw("PUT /page HTTP/1.0\r\n" + body);
    assertTrue(put.startsWith("HTTP/1.1 204 "), put);
    assertTrue(put.endsWith("\r\n\r\n"), put);
    String none = server.raw("POST /page HTTP/1.0\r\n\r\n");
    assertTrue(none.startsWith("HTTP/1.1 400 "), none);
  }

  @Test
  void nobodyWaitsForAGoAhead() throws Exception {
    String answer =
        server.raw("POST /page HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
  }

  @Test
  void headAndErrorsAreAnsweredAlike() throws Exception {
    String head = server.raw("HEAD /page HTTP/1.0\r\n\r\n");
    assertTrue(head.startsWith("HTTP/1.1 200 "), head);
    assertTrue(head.endsWith("\r\n\r\n"), head);
    String none = server.raw("GET /none HTTP/1.0\r\n\r\n");
    assertTrue(none.startsWith("HTTP/1.1 404 "), none);
    assertTrue(none.contains("\r\nConnection: close\r\n"), none);
  }

  @Test
  void filmArrivesWholeAndItsEndIsTheEndOfTheConnection() throws Exception {
    new Random(7).nextBytes(film);
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write("GET /film HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(got);
      byte[] answer = got.toByteArray();
      String head = new String(answer, 0, answer.length - film.length, ISO_8859_1);
      assertTrue(head.contains("\r\nContent-Length: 3000001\r\n"), head);
      assertTrue(head.endsWith("\r\n\r\n"), head);
      assertFalse(head.contains("Transfer-Encoding"), head);
      assertArrayEquals(
          film, Arrays.copyOfRange(answer, answer.length - film.length, answer.length));
    }
  }

  /** HAProxy's {@code option httpchk} sends the first of these unless it is told otherwise. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIONS / HTTP/1.0\r\n\r\n",
        "OPTIONS * HTTP/1.0\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "OPTIONS http://x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      })
  void signOfLifeIsGivenForTheServerAsAWhole(String request) throws Exception {
    String answer = server.raw(request);
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.contains("\r\nAllow: GET, POST, PUT, HEAD, OPTIONS\r\n"), answer);
  }

  @Test
  void laterMinorVersionsAreReadAsTheLastOneKnown() throws Exception {
    String answer =
        server.raw("GET /page HTTP/1.2\r\nHost: x\r\n\r\nGET /page HTTP/1.0\r\nHost: x\r\n\r\n");
    assertEquals(2, answer.split("HTTP/1.1 200 ", -1).length - 1, answer);
  }
}
