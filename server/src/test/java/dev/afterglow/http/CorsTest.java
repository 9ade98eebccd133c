package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser lets a page of another origin ask and read. */
final class CorsTest {
  private static final String SHARED = "\r\nAccess-Control-Allow-Origin: *\r\n";
  private static final String ORIGIN = "Origin: https://page.example\r\n";

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(1);
  private final AtomicReference<Optional<ApiError>> refusal =
      new AtomicReference<>(Optional.empty());
  private final TestServer server =
      new TestServer(
          TestServer.limits(
              1,
              HttpLimits.DEFAULT.headTime(),
              HttpLimits.DEFAULT.bodyTime(),
              HttpLimits.DEFAULT.writeTime(),
              HttpLimits.DEFAULT.idleTime()),
          _ -> {
            refusal
                .get()
                .ifPresent(error -> {
                  throw error;
                });
            return AccessDecision.open();
          },
          HttpTexts.load(),
          List.of(
              new Route(Method.GET, "/v1/tasks", Access.READ, _ -> Answer.json(List.of())),
              new Route(Method.POST, "/v1/films", Access.GENERATE, e -> Answer.json(e.json())),
              new Route(Method.GET, "/v1/films/{id}", Access.READ, _ -> slow()),
              new Route(Method.GET, "/v/{film}", Access.LINK, _ -> Answer.json(List.of())),
              new Route(Method.GET, "/metrics", Access.OPEN, _ -> Answer.json(List.of()))));

  private Answer slow() throws InterruptedException {
    inside.countDown();
    assertTrue(ready.await(1, TimeUnit.MINUTES));
    return Answer.json(List.of());
  }

  @AfterEach
  void close() {
    ready.countDown();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /v1/films      | authorization,content-type,x-stainless-os,openai-beta",
        "GET    | /v/abc         | range",
        "DELETE | /v1/films      | authorization",
        "POST   | /v1/v1/films   | authorization, content-type",
        "GET    | /none          | x",
      })
  void preflightIsAnsweredWithWhatItAsksFor(String method, String path, String headers)
      throws Exception {
    String answer =
        options(
            path,
            ORIGIN
                + "Access-Control-Request-Method: "
                + method
                + "\r\nAccess-Control-Request-Headers: "
                + headers
                + "\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.contains(SHARED), answer);
    assertTrue(answer.contains("\r\nAccess-Control-Allow-Headers: " + headers + "\r\n"), answer);
    assertTrue(
        Pattern.compile("\r\nAccess-Control-Allow-Methods: [A-Z, ]*\\b" + method + "\\b")
            .matcher(answer)
            .find(),
        answer);
    assertFalse(answer.contains("Access-Control-Allow-Credentials"), "no cookie counts here");
  }

  @Test
  void whatIsNotMadeOfNamesIsNotRepeated() throws Exception {
    String answer =
        options(
            "/v1/films",
            ORIGIN
                + "Access-Control-Request-Method: P(S)T\r\n"
                + "Access-Control-Request-Headers: a\"b<c>\r\n");
    assertTrue(answer.contains("\r\nAccess-Control-Allow-Methods: POST, OPTIONS\r\n"), answer);
    assertTrue(answer.contains("\r\nAccess-Control-Allow-Headers: Authorization, "), answer);
    assertFalse(answer.contains("<c>"), answer);
  }

  @Test
  void optionsWithoutAPreflightTellWhatThereIs() throws Exception {
    String answer = options("/v1/films", "");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.contains("\r\nAllow: POST, OPTIONS\r\n"), answer);
    assertTrue(answer.contains(SHARED), answer);
    assertTrue(options("/none", "").startsWith("HTTP/1.1 404 "));
  }

  @Test
  void whatIsOpenToAnybodyIsNotShared() throws Exception {
    String asked = options("/metrics", ORIGIN + "Access-Control-Request-Method: GET\r\n");
    assertTrue(asked.startsWith("HTTP/1.1 200 "), asked);
    for (String answer : List.of(asked, get("/metrics", ""), send("PUT", "/metrics", "", ""))) {
      assertFalse(answer.contains("Access-Control"), answer);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 429, 500, 503})
  void refusalsAreShared(int status) throws Exception {
    for (ErrorKind kind : ErrorKind.values()) {
      if (kind.status() == status) {
        refusal.set(Optional.of(ApiError.of(kind)));
      }
    }
    assertShared(status, get("/v1/tasks", ""));
  }

  @Test
  void errorsOfAnyKindAreShared() throws Exception {
    String json = "Content-Type: application/json\r\n";
    assertShared(404, get("/v1/v1/tasks", ""));
    assertShared(405, send("PATCH", "/v1/tasks", "", ""));
    assertShared(400, get("/v1/%74asks", ""));
    assertShared(400, get("/v1/tasks?a=\"", ""));
    assertShared(400, send("POST", "/v1/films", json, "{"));
    assertShared(415, send("POST", "/v1/films", "Content-Type: text/plain\r\n", "{}"));
    assertShared(413, send("POST", "/v1/films", json, " ".repeat(1 << 20) + "{}"));
  }

  @Test
  void errorsBeforeAnyRouteAreShared() throws Exception {
    assertShared(400, server.rawToItsEnd("GET /v1/tasks HTTP/1.1\r\n\r\n"));
    assertShared(400, server.rawToItsEnd("G{}T /v1/tasks HTTP/1.1\r\nHost: x\r\n\r\n"));
    assertShared(414, get("/v1/tasks?" + "a".repeat(9_000), ""));
    assertShared(431, get("/v1/tasks", "A: " + "b".repeat(17_000) + "\r\n"));
    assertShared(431, get("/v1/tasks", manyFields()));
    assertShared(505, server.rawToItsEnd("GET /v1/tasks HTTP/3.0\r\nHost: x\r\n\r\n"));
    assertShared(
        413,
        server.rawToItsEnd(
            "POST /v1/films HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"));
    assertShared(
        415,
        server.rawToItsEnd(
            "POST /v1/films HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
                + "Content-Length: 1\r\n\r\na"));
  }

  @Test
  void aBusyServerSaysSoToPagesToo() throws Exception {
    try (var socket = server.connect()) {
      socket
          .getOutputStream()
          .write("GET /v1/films/a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes("US-ASCII"));
      assertTrue(inside.await(1, TimeUnit.MINUTES));
      String preflight = options("/v1/tasks", ORIGIN + "Access-Control-Request-Method: GET\r\n");
      assertTrue(preflight.startsWith("HTTP/1.1 200 "), preflight);
      assertTrue(preflight.contains("\r\nAccess-Control-Allow-Methods: GET"), preflight);
      String busy = get("/v1/tasks?language=en", "");
      assertShared(503, busy);
      assertTrue(busy.contains("too many requests are at work"), busy);
      assertTrue(
          get("/v1/tasks", "Accept-Language: en\r\n").contains("too many requests are at work"));
      assertTrue(get("/v1/tasks", "").contains("同时处理的请求过多"));
    }
  }

  private static String manyFields() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 101; i++) {
      fields.append("A").append(i).append(": b\r\n");
    }
    return fields.toString();
  }

  private static void assertShared(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertEquals(1, answer.split(Pattern.quote(SHARED), -1).length - 1, answer);
    assertTrue(answer.contains("\r\nAccess-Control-Expose-Headers: X-Request-Id, "), answer);
    assertTrue(answer.contains("{\"error\":{"), answer);
  }

  private String options(String path, String fields) throws Exception {
    return server.rawToItsEnd(
        "OPTIONS " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n");
  }

  private String get(String path, String fields) throws Exception {
    return server.rawToItsEnd(
        "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n");
  }

  private String send(String method, String path, String fields, String body) throws Exception {
    return server.rawToItsEnd(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + fields
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }
}
