package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One path, one spelling: what the gate decides on is what the handler gets. */
final class RequestTargetTest {
  private final AtomicInteger served = new AtomicInteger();
  private final TestServer server =
      new TestServer(
          HttpLimits.DEFAULT,
          request -> {
            if (request.access() == Access.OPEN) {
              return AccessDecision.open();
            }
            throw ApiError.unauthenticated();
          },
          HttpTexts.load(),
          List.of(
              new Route(Method.GET, "/v1/videos/{id}", Access.READ, _ -> served()),
              new Route(Method.POST, "/v1/videos/generations", Access.GENERATE, _ -> served()),
              new Route(Method.GET, "/health", Access.OPEN, _ -> Answer.json(List.of("well")))));

  private Answer served() {
    served.incrementAndGet();
    return Answer.json(List.of());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/videos/a",
        "/v1//videos/a",
        "/v1/videos/a/",
        "/v1/videos/",
        "/v1/./videos/a",
        "/v1/x/../videos/a",
        "/../v1/videos/a",
        "/v1/%76ideos/a",
        "/v1/videos/%2e%2e",
        "/v1/videos/..",
        "/v1%2fvideos/a",
        "/v1/videos%2Fa",
        "/v1/videos/a%00",
        "/v1/videos/a%",
        "/v1/videos/a;x",
        "/v1;x=y/videos/a",
        "/v1/videos\\a",
        "/V1/videos/a",
        "/v1/VIDEOS/a",
        "/health/../v1/videos/a",
        "/health/..;/v1/videos/a",
        "/health/%2e%2e/v1/videos/a",
        "/health#/../v1/videos/a",
        "/v1/videos/a#b",
        "http://x/v1/videos/a/",
        "http://x//v1/videos/a",
        "http://x/health/../v1/videos/a",
        "ftp://x/v1/videos/a",
        "http:/v1/videos/a",
        "http://",
        "v1/videos/a",
        "*",
        "x:80",
        "?/v1/videos/a",
        "/v1/videos/a?q=%zz",
        "/v1/videos/\u00e9",
      })
  void oddFormsAreNeverServed(String target) throws Exception {
    String answer = server.raw(request("GET", target));
    assertTrue(answer.matches("(?s)HTTP/1\\.1 (400|404) .*"), () -> target + ": " + answer);
    assertTrue(answer.contains("\"type\":\""), answer);
    assertEquals(0, served.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Original-URL: /health",
        "X-Rewrite-URL: /health",
        "X-Forwarded-Prefix: /health",
        "X-Forwarded-Host: trusted",
        "X-HTTP-Method-Override: OPTIONS",
        "Forwarded: for=127.0.0.1;host=trusted;proto=https",
      })
  void headersChangeNeitherPathNorMethod(String header) throws Exception {
    String answer =
        server.raw(
            "GET /v1/videos/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
    assertEquals(0, served.get());
  }

  @Test
  void theMoreLiteralPathWinsAndItsMethodsAreTold() throws Exception {
    String get = server.raw(request("GET", "/v1/videos/generations"));
    assertTrue(get.startsWith("HTTP/1.1 405 "), get);
    assertTrue(get.contains("\r\nAllow: POST, OPTIONS\r\n"), get);
    assertTrue(get.contains("\"code\":405"), get);
    for (String method : List.of("PUT", "DELETE", "TRACE", "BREW", "CONNECT")) {
      String other = server.raw(request(method, "/v1/videos/a"));
      assertTrue(other.startsWith("HTTP/1.1 405 "), other);
      assertTrue(other.contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"), other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "Get", "head", "post", "options", "brew"})
  void methodsDifferByCase(String method) throws Exception {
    String answer = server.raw(request(method, "/v1/videos/a"));
    assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
    assertTrue(answer.contains("\"code\":405"), "not cut off like an answer to HEAD: " + answer);
    assertTrue(answer.contains(method), answer);
    assertEquals(0, served.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://x/v1/videos/a", "HTTPS://other.example:1/v1/videos/a?a=b"})
  void absoluteTargetsAreDecidedOnByTheirPath(String target) throws Exception {
    String answer = server.raw(request("GET", target));
    assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
    assertEquals(0, served.get());
  }

  private static String request(String method, String target) {
    return method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  }
}
