package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path that leads nowhere is named, and the usual mistakes are told. */
final class UnknownPathTest {
  private final TestServer server =
      TestServer.open(
          new Route(Method.POST, "/v1/films", Access.OPEN, _ -> Answer.json(List.of())),
          new Route(Method.GET, "/v1/films/{id}", Access.OPEN, _ -> Answer.json(List.of())),
          new Route(
              Method.GET,
              "/missing",
              Access.OPEN,
              _ -> {
                throw ApiError.notFound();
              }),
          new Route(Method.GET, "/balance", Access.OPEN, _ -> Answer.json(List.of())));

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/none                | there is nothing at /none; /docs has what there is",
        "/                    | there is nothing at /; /docs has what there is",
        "/v1/v1/none          | there is nothing at /v1/v1/none; /docs has what there is",
        "/v1/v1/films         | there is nothing at /v1/v1/films, where /v1 stands twice; did you mean /v1/films? Leave /v1 out of the base URL or of the path",
        "/v1/v1/v1/films/a    | there is nothing at /v1/v1/v1/films/a, where /v1 stands twice; did you mean /v1/films/a? Leave /v1 out of the base URL or of the path",
        "/v1/films/           | there is nothing at /v1/films/, with a slash at the end; did you mean /v1/films?",
        "/v1/films/a/         | there is nothing at /v1/films/a/, with a slash at the end; did you mean /v1/films/a?",
        "/v1/v1/films/        | there is nothing at /v1/v1/films/, where /v1 stands twice; did you mean /v1/films? Leave /v1 out of the base URL or of the path",
        "//v1/films           | there is nothing at //v1/films; did you mean /v1/films?",
        "/films/a             | there is nothing at /films/a; did you mean /v1/films/a?",
        "/v1/film             | there is nothing at /v1/film; did you mean /v1/films?",
        "/v1/balance          | there is nothing at /v1/balance; did you mean /balance?",
      })
  void isNamedWithWhatWasMeant(String path, String told) throws Exception {
    String english = server.raw(get(path + "?language=en"));
    assertTrue(english.startsWith("HTTP/1.1 404 "), english);
    String message = "\"message\":\"The requested resource does not exist: " + told + "\"";
    assertTrue(english.contains(message), english);
    String chinese = server.raw(get(path));
    assertTrue(chinese.contains("\"message\":\"请求的资源不存在：路径 " + path), chinese);
  }

  @Test
  void longPathIsCut() throws Exception {
    String answer = server.raw(get("/" + "a".repeat(5_000)));
    assertTrue(answer.contains("路径 /" + "a".repeat(59) + "… 不存在"), answer);
  }

  @Test
  void thingThatIsMissingBehindARouteIsNotNamed() throws Exception {
    HttpResponse<String> answer = server.get("/missing");
    assertEquals(404, answer.statusCode());
    assertTrue(answer.body().contains("\"message\":\"请求的资源不存在\""), answer::body);
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  }
}
