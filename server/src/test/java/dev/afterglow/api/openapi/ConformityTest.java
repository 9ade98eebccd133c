package dev.afterglow.api.openapi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What compares answers with their description finds what is wrong. */
final class ConformityTest {
  private static final Route HEALTH = route("/healthz");
  private final Conformity conformity = new Conformity();

  @Test
  void describedAnswerPasses() {
    tell(HEALTH, json(200, Map.of("status", "ok")));
    assertDoesNotThrow(conformity::assertNone);
    assertTrue(conformity.seen() == 1);
  }

  @Test
  void everythingElseIsFound() {
    find(HEALTH, json(200, Map.of("status", "bad")));
    find(HEALTH, json(200, Map.of("status", "ok", "more", 1)));
    find(HEALTH, json(200, Map.of()));
    find(HEALTH, json(201, Map.of("status", "ok")));
    find(HEALTH, Answer.bytes("text/plain", new byte[0]));
    find(HEALTH, Answer.empty(200));
    find(HEALTH, json(404, Map.of("error", "none")));
    find(route("/none"), json(200, Map.of()));
    find(HEALTH, json(200, Map.of("status", "ok")).with("Idempotency-Replayed", "true"));
  }

  private void find(Route route, Answer answer) {
    Conformity one = new Conformity();
    one.answered("GET", "/x", Optional.of(route), answer);
    assertThrows(AssertionError.class, one::assertNone, answer::toString);
  }

  private void tell(Route route, Answer answer) {
    conformity.answered("GET", "/x", Optional.of(route), answer);
  }

  private static Answer json(int status, Object body) {
    return new Answer.Bytes(
        status,
        "application/json; charset=utf-8",
        JsonMapper.shared().writeValueAsBytes(body),
        List.of());
  }

  private static Route route(String path) {
    return new Route(Method.GET, path, Access.OPEN, _ -> Answer.empty(200));
  }
}
