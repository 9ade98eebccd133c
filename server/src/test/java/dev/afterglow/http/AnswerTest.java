package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AnswerTest {
  private static final Map<String, String> PAGE = Map.of("a", "b");

  /** A body that counts how often it is closed. */
  private record Film(byte[] bytes, AtomicInteger closed) implements Answer.Body {
    @Override
    public void copyTo(OutputStream out) throws IOException {
      for (int at = 0; at < bytes.length; at += 65_536) {
        out.write(bytes, at, Math.min(65_536, bytes.length - at));
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void headTellsTheLengthAndSendsNoBody() throws Exception {
    try (TestServer server = TestServer.open(page())) {
      String get = server.raw(request("GET"));
      String head = server.raw(request("HEAD"));
      assertTrue(get.endsWith("\r\n\r\n{\"a\":\"b\"}"), get);
      assertTrue(head.endsWith("\r\n\r\n"), head);
      assertEquals(headersOf(get), headersOf(head));
      assertTrue(head.contains("\r\nContent-Length: 9\r\n"), head);
    }
  }

  @Test
  void everyAnswerIsGuarded() throws Exception {
    try (TestServer server = TestServer.open(page())) {
      String answer = server.raw(request("GET"));
      assertTrue(answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"), answer);
      assertTrue(answer.contains("\r\nReferrer-Policy: no-referrer\r\n"), answer);
      assertTrue(answer.contains("\r\nCache-Control: no-store\r\n"), answer);
      assertTrue(
          answer.contains(
              "\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"),
          answer);
      assertFalse(answer.contains("\r\nServer:"), answer);
    }
  }

  @Test
  void handlersDecideOnCaching() throws Exception {
    Route route =
        new Route(
            Method.GET,
            "/page",
            Access.OPEN,
            _ -> Answer.json(PAGE).with("Cache-Control", "private, max-age=60"));
    try (TestServer server = TestServer.open(route)) {
      String answer = server.raw(request("GET"));
      assertTrue(answer.contains("\r\nCache-Control: private, max-age=60\r\n"), answer);
      assertFalse(answer.contains("no-store"), answer);
    }
  }

  @Test
  void largeBodiesArriveWholeAndAreClosedOnce() throws Exception {
    byte[] bytes = new byte[5_000_001];
    new Random(3).nextBytes(bytes);
    AtomicInteger closed = new AtomicInteger();
    try (TestServer server = TestServer.open(film(new Film(bytes, closed), bytes.length));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest get = HttpRequest.newBuilder(server.uri("/page")).build();
      for (int i = 1; i <= 3; i++) {
        HttpResponse<byte[]> answer = client.send(get, BodyHandlers.ofByteArray());
        assertArrayEquals(bytes, answer.body());
        assertEquals("5000001", answer.headers().firstValue("Content-Length").orElse(""));
      }
      client.send(
          HttpRequest.newBuilder(server.uri("/page")).HEAD().build(), BodyHandlers.ofByteArray());
      // a client has its answer a moment before the server has put the film away
      assertTrue(server.listener().drain(Duration.ofMinutes(1)));
    }
    assertEquals(4, closed.get(), "for HEAD too");
  }

  @Test
  void bodyThatBreaksOffEndsTheConnection() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Answer.Body broken =
        new Answer.Body() {
          @Override
          public void copyTo(OutputStream out) throws IOException {
            out.write(new byte[10]);
            throw new IOException("the disk is gone");
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    try (TestServer server = TestServer.open(film(broken, 100))) {
      String answer = server.raw("GET /page HTTP/1.1\r\nHost: x\r\n\r\n");
      assertTrue(answer.endsWith("\r\n\r\n" + "\0".repeat(10)), answer);
    }
    assertEquals(1, closed.get());
  }

  @Test
  void answersWithoutBodiesHaveNoLength() throws Exception {
    for (int status : new int[] {204, 304}) {
      Route route = new Route(Method.GET, "/page", Access.OPEN, _ -> Answer.empty(status));
      try (TestServer server = TestServer.open(route)) {
        String answer = server.raw(request("GET"));
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertFalse(answer.contains("Content-Length"), answer);
      }
    }
  }

  @Test
  void unreadBodyLeavesTheConnectionUsable() throws Exception {
    Route route = new Route(Method.POST, "/page", Access.OPEN, _ -> Answer.json(PAGE));
    try (TestServer server = TestServer.open(route)) {
      String post = "POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n";
      String answer = server.raw(post + "\r\nGET /" + post + "Connection: close\r\n\r\nGET /");
      assertEquals(2, answer.split("HTTP/1.1 200 ", -1).length - 1, answer);
      assertEquals(
          200,
          server
              .send("/page", r -> r.POST(BodyPublishers.ofByteArray(new byte[1 << 20])))
              .statusCode());
    }
  }

  @Test
  void waitingClientIsToldToGoOnOnlyIfItsBodyIsWanted() throws Exception {
    Route wants = new Route(Method.POST, "/page", Access.OPEN, e -> Answer.json(e.body().length));
    Route refuses =
        new Route(
            Method.POST,
            "/no",
            Access.OPEN,
            _ -> {
              throw ApiError.unauthenticated();
            });
    try (TestServer server = TestServer.open(wants, refuses)) {
      String head =
          " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
      String wanted = server.raw("POST /page" + head + "{}");
      assertTrue(wanted.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 "), wanted);
      String refused = server.raw("POST /no" + head);
      assertTrue(refused.startsWith("HTTP/1.1 401 "), refused);
    }
  }

  @Test
  void headerValuesCannotEndTheirLine() {
    for (String value : List.of("a\r\nB: c", "a\nb", "a\0", "é")) {
      assertThrows(IllegalArgumentException.class, () -> new Field("A", value));
    }
    assertThrows(IllegalArgumentException.class, () -> new Field("A:", "b"));
  }

  private static Route page() {
    return new Route(Method.GET, "/page", Access.OPEN, _ -> Answer.json(PAGE));
  }

  private static Route film(Answer.Body body, long length) {
    return new Route(
        Method.GET, "/page", Access.OPEN, _ -> Answer.streamed(200, "video/mp4", length, body));
  }

  private static String request(String method) {
    return method + " /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  }

  /** Without what differs from answer to answer. */
  private static String headersOf(String answer) {
    String headers = answer.substring(0, answer.indexOf("\r\n\r\n"));
    assertEquals(headers, new String(headers.getBytes(US_ASCII), US_ASCII));
    return headers.replaceAll("req_\\w+", "").replaceAll("Date: [^\r]*", "");
  }
}
