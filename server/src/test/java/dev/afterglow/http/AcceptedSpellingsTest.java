package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd but lawful requests, over a bare socket, each followed by another on its connection. */
final class AcceptedSpellingsTest {
  private static final String NEXT = "GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private final TestServer server =
      TestServer.open(
          new Route(
              Method.POST,
              "/echo",
              Access.OPEN,
              exchange -> Answer.json(Map.of("bytes", exchange.body().length))),
          new Route(Method.GET, "/echo", Access.OPEN, e -> Answer.json(Map.of("at", e.baseUrl()))));

  @AfterEach
  void close() {
    server.close();
  }

  /** In these texts {@code ~} is CR LF, {@code _} a space. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "~GET_/echo_HTTP/1.1~Host:x~~",
        "~~GET_/echo_HTTP/1.1~Host:x~~",
        "GET_/echo_HTTP/1.1~Host:[::1]:80~~",
        "GET_http://x/echo_HTTP/1.1~Host:y~~",
        "GET_HTTPS://x:8080/echo?a=b_HTTP/1.1~Host:y~~",
        "POST_http://x/echo_HTTP/1.1~Host:x~Content-Length:3~~abc",
        "POST_/echo_HTTP/1.1~Host:x~Content-Encoding:identity~Content-Length:3~~abc",
        "POST_/echo_HTTP/1.1~Host:x~Content-Encoding:Identity,_identity~Content-Length:3~~abc",
        "POST_/echo_HTTP/1.1~Host:x~Content-Encoding:~Content-Length:3~~abc",
        "GET_/echo_HTTP/1.1~Host:x~Content-Encoding:identity~~",
        "POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~3~abc~0~A:_b~~",
        "POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~3~abc~000~A:b~Expires:~~",
        "POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~3~abc~0~Host:_y~Content-Length:_7~~",
        "POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:Chunked~~3~abc~0~~",
        "POST_/echo_HTTP/1.1~Host:x~Content-Length:3~~abc~",
      })
  void areServedAndSoIsWhatFollows(String request) throws Exception {
    String answer = server.raw(request.replace("~", "\r\n").replace('_', ' ') + NEXT);
    assertEquals(2, answer.split("HTTP/1.1 200 ", -1).length - 1, answer);
    assertEquals(
        request.startsWith("POST"),
        answer.contains("{\"bytes\":3}"),
        "the body is whole: " + answer);
  }

  /** RFC 9112 section 3.2.2: the target counts, not the Host beside it. */
  @ParameterizedTest
  @CsvSource({
    "/echo,             y,       http://y",
    "http://x/echo,     y,       http://x",
    "http://x:81/echo,  y:82,    http://x:81",
    "http://[::1]/echo, y,       http://[::1]",
  })
  void hostOfAnAbsoluteTargetCounts(String target, String host, String at) throws Exception {
    String answer =
        server.raw(
            "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    assertTrue(answer.contains("{\"at\":\"" + at + "\"}"), answer);
  }

  @Test
  void trailersHaveABound() throws Exception {
    String chunked = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    String field = "A: " + "b".repeat(1_000) + "\r\n";
    assertTrue(server.raw(chunked + field.repeat(7) + "\r\n" + NEXT).startsWith("HTTP/1.1 200 "));
    assertTrue(server.raw(chunked + field.repeat(9) + "\r\n" + NEXT).startsWith("HTTP/1.1 400 "));
  }

  @Test
  void requestThatComesByteByByteIsTheSame() throws Exception {
    try (var socket = server.connect()) {
      socket.setTcpNoDelay(true);
      String request =
          "\r\nPOST http://x/echo HTTP/1.1\r\nHost: y\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n0\r\nA: b\r\n\r\n";
      for (byte one : (request + NEXT.replace("1.1", "1.0")).getBytes("US-ASCII")) {
        socket.getOutputStream().write(one);
      }
      String answer = new String(socket.getInputStream().readAllBytes(), "US-ASCII");
      assertEquals(2, answer.split("HTTP/1.1 200 ", -1).length - 1, answer);
      assertTrue(answer.contains("{\"bytes\":3}"), answer);
    }
  }
}
