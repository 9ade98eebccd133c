package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What opens nothing counts among the requests without a key, so that nobody sends it for ever. */
final class StrangersTest {
  private final Queue<Access> admitted = new ConcurrentLinkedQueue<>();
  private volatile boolean tooMany;

  private final TestServer server =
      new TestServer(
          HttpLimits.DEFAULT,
          request -> {
            admitted.add(request.access());
            if (tooMany && request.access() == Access.OPEN) {
              throw ApiError.of(ErrorKind.RATE_LIMIT);
            }
            return AccessDecision.open();
          },
          HttpTexts.load(),
          List.of(
              new Route(Method.GET, "/v1/tasks/{id}", Access.READ, _ -> nothing()),
              new Route(Method.GET, "/v/{film}", Access.LINK, _ -> nothing())));

  private static Answer nothing() {
    throw ApiError.notFound();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404",
    "PUT, /v1/tasks/a, 405",
    "OPTIONS, /v1/tasks/a, 200",
    "OPTIONS, /, 200",
  })
  void whatLeadsNowhereIsCountedAndRefusedInTheEnd(String method, String path, int status)
      throws Exception {
    assertEquals(status, send(method, path).statusCode());
    assertEquals(List.of(Access.OPEN), List.copyOf(admitted));
    tooMany = true;
    assertEquals(429, send(method, path).statusCode());
  }

  @Test
  void forgedLinkIsCountedAndAnotherIsNot() throws Exception {
    assertEquals(404, send("GET", "/v/forged").statusCode());
    assertEquals(List.of(Access.LINK, Access.OPEN), List.copyOf(admitted));
    tooMany = true;
    assertEquals(429, send("GET", "/v/forged").statusCode());
  }

  @Test
  void whoeverHasAKeyMayAskForWhatIsNotThere() throws Exception {
    assertEquals(404, send("GET", "/v1/tasks/a").statusCode());
    assertEquals(List.of(Access.READ), List.copyOf(admitted));
  }

  /** Behind one address there may be many pages, and a page cannot show why it is refused. */
  @Test
  void preflightsAreNotCounted() throws Exception {
    String preflight =
        server.rawToItsEnd(
            "OPTIONS /v1/tasks/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Origin: https://page.example\r\nAccess-Control-Request-Method: GET\r\n\r\n");
    assertEquals("HTTP/1.1 200", preflight.substring(0, 12));
    assertEquals(List.of(), List.copyOf(admitted));
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return server.send(path, request -> request.method(method, BodyPublishers.noBody()));
  }
}
