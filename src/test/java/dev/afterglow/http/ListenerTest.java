package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
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
      assertTrue(odd.contains("\"code\":404,\"message\":\"请求的资源不存在\""), odd);
      String bad = server.raw("GET nothing\r\n\r\n");
      assertTrue(bad.startsWith("HTTP/1.1 400 "), bad);
    }
  }
}
