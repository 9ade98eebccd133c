package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong inside stays inside. */
final class ErrorMapperTest {
  /** Ways in which a handler can fail. */
  enum Fault {
    RUNTIME,
    CHECKED,
    IO,
    STACK,
    MEMORY,
    ASSERTION,
    UNWRITABLE,
    NOTHING;

    Answer strike() throws Exception {
      return switch (this) {
        case RUNTIME ->
            throw new IllegalStateException("/etc/secret of class dev.afterglow.Secret");
        case CHECKED -> throw new SQLException("select key_hash from api_key");
        case IO -> throw new IOException("/data/afterglow.db: no space left on device");
        case STACK -> Answer.json(deeper(0));
        case MEMORY -> Answer.json(new long[Integer.MAX_VALUE][Integer.MAX_VALUE]);
        case ASSERTION -> throw new AssertionError("secret");
        case UNWRITABLE -> Answer.json(new Unwritable());
        case NOTHING -> Optional.<Answer>empty().orElseThrow();
      };
    }

    private static long deeper(long depth) {
      return 1 + deeper(depth + 1);
    }
  }

  /** A value that fails while it is being written. */
  public static final class Unwritable {
    /** Fails. */
    public String getSecret() {
      throw new IllegalStateException("secret");
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void isAnsweredWithNothingButARequestId(Fault fault) throws Exception {
    Route broken = new Route(Method.GET, "/broken", Access.OPEN, _ -> fault.strike());
    Route well = new Route(Method.GET, "/well", Access.OPEN, _ -> Answer.json(Map.of()));
    try (TestServer server = TestServer.open(broken, well)) {
      HttpResponse<String> answer = server.get("/broken");
      String id = answer.headers().firstValue("X-Request-Id").orElse("");
      assertEquals(500, answer.statusCode());
      assertEquals(
          "{\"error\":{\"code\":500,\"message\":\"服务器内部错误，请稍后重试\",\"type\":\"server_error\","
              + "\"request_id\":\""
              + id
              + "\"}}",
          answer.body());
      assertEquals(200, server.get("/well").statusCode(), "the server still serves");
    }
  }

  @Test
  void fullDiskIsNamedWhateverMetIt() throws Exception {
    Exception full = new IllegalStateException(new SQLException("at /data", "", 13));
    Route broken =
        new Route(
            Method.POST,
            "/broken",
            Access.OPEN,
            _ -> {
              throw full;
            });
    try (TestServer server = TestServer.open(broken)) {
      HttpResponse<String> answer =
          server.send("/broken?language=en", r -> r.POST(BodyPublishers.noBody()));
      assertEquals(503, answer.statusCode());
      assertTrue(answer.body().contains("the server's disk is full"), answer::body);
      assertEquals("60", answer.headers().firstValue("Retry-After").orElse(""));
    }
  }

  @Test
  void brokenGateLetsNobodyIn() throws Exception {
    Route route = new Route(Method.GET, "/a", Access.READ, _ -> Answer.json(Map.of()));
    Authenticator authenticator =
        _ -> {
          throw new IllegalStateException("database gone");
        };
    try (TestServer server =
        new TestServer(HttpLimits.DEFAULT, authenticator, HttpTexts.load(), List.of(route))) {
      assertEquals(500, server.get("/a").statusCode());
    }
  }

  @Test
  void handlerOfAnOpenRouteHasNoCaller() throws Exception {
    Route route = new Route(Method.GET, "/a", Access.OPEN, e -> Answer.json(e.caller().ownerId()));
    try (TestServer server = TestServer.open(route)) {
      assertEquals(500, server.get("/a").statusCode());
    }
  }

  @Test
  void everyKindHasItsSentenceInBothLanguages() throws Exception {
    for (ErrorKind kind : ErrorKind.values()) {
      Route route =
          new Route(
              Method.GET,
              "/a",
              Access.OPEN,
              _ -> {
                throw ApiError.of(kind);
              });
      try (TestServer server = TestServer.open(route)) {
        String chinese = server.get("/a").body();
        String english = server.get("/a?language=en").body();
        assertTrue(chinese.matches(".*\"message\":\"[^\"]*\\p{IsHan}[^\"]*\".*"), chinese);
        assertTrue(english.matches(".*\"message\":\"[ -~]+\".*"), english);
        assertTrue(
            english.startsWith("{\"error\":{\"code\":" + kind.status() + ",\"message\":"), english);
        assertTrue(english.contains("\"type\":\"" + kind.type() + "\""), english);
      }
    }
  }
}
