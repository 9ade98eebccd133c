package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ListenerTest {
  @Test
  void answersWithJsonAndARequestId() throws Exception {
    try (TestServer server =
        TestServer.open(
            new Route(
                Method.POST,
                "/echo/{id}",
                Access.OPEN,
                exchange ->
                    Answer.json(Map.of("id", exchange.variable("id"), "got", exchange.json()))))) {
      HttpResponse<String> answer =
          server.send("/echo/a1", r -> r.POST(BodyPublishers.ofString("{\"x\":[1]}")));
      assertEquals(200, answer.statusCode(), answer::body);
      assertTrue(answer.body().contains("\"got\":{\"x\":[1]}"), answer::body);
      assertTrue(
          answer.headers().firstValue("X-Request-Id").orElse("").matches("req_[0-9A-Z]{26}"));
      String odd = server.raw("GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertTrue(odd.startsWith("HTTP/1.1 404 "), odd);
      assertTrue(odd.contains("\"code\":404,\"message\":\"请求的资源不存在：路径 /nothing 不存在，"), odd);
      String bad = server.raw("GET nothing\r\n\r\n");
      assertTrue(bad.startsWith("HTTP/1.1 400 "), bad);
    }
  }

  @Test
  void wellFormedRequestIdOfTheClientIsKept() throws Exception {
    try (TestServer server =
        TestServer.open(
            new Route(
                Method.GET, "/id", Access.OPEN, e -> Answer.json(Map.of("id", e.requestId()))))) {
      for (String id :
          List.of("a", "4bf92f35-77b3-4da6/a.b_c:d+e=", "x".repeat(128), "req_01K8SGYNNNVBQT")) {
        String answer = server.raw(request("/id", "X-Request-Id: " + id));
        assertTrue(answer.contains("\r\nX-Request-Id: " + id + "\r\n"), answer);
        assertTrue(answer.contains("{\"id\":\"" + id + "\"}"), answer);
        String none = server.raw(request("/none", "X-Request-Id: " + id));
        assertTrue(none.contains("\"request_id\":\"" + id + "\""), none);
        String broken =
            server.raw("GET /id HTTP/1.1\r\nHost: a@b\r\nX-Request-Id: " + id + "\r\n\r\n");
        assertTrue(broken.startsWith("HTTP/1.1 400 "), broken);
        assertTrue(broken.contains("\"request_id\":\"" + id + "\""), broken);
      }
    }
  }

  @Test
  void oddRequestIdOfTheClientIsReplaced() throws Exception {
    try (TestServer server = TestServer.open()) {
      for (String field :
          List.of(
              "X-Request-Id:",
              "X-Request-Id: x" + "y".repeat(128),
              "X-Request-Id: a b",
              "X-Request-Id: a\tb",
              "X-Request-Id: sk-0123456789abcdef",
              "X-Request-Id: key=sk-0123456789abcdef",
              "X-Request-Id: \"",
              "X-Request-Id: <b>",
              "X-Request-Id: {{7*7}}",
              "X-Request-Id: a;b",
              "X-Request-Id: \u00e9",
              "X-Request-Id: a\r\nX-Request-Id: b")) {
        String answer = server.raw(request("/none", field));
        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
        assertTrue(
            Pattern.compile("\r\nX-Request-Id: req_[0-9A-Z]{26}\r\n").matcher(answer).find(),
            answer);
        assertTrue(answer.contains("\"request_id\":\"req_"), answer);
      }
    }
  }

  private static String request(String target, String field) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + field + "\r\n\r\n";
  }
}
