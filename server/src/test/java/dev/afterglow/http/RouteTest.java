package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
  private static final Handler NOTHING = _ -> Answer.empty(200);

  @Test
  @SuppressWarnings("NullAway") // this is the point
  void noneIsBuiltWithoutAnAccess() {
    assertThrows(NullPointerException.class, () -> new Route(Method.GET, "/a", null, NOTHING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/a//b", "/a/", "/{a}/{a}", "/{A}", "/a{b}", "/a b", "/%61"})
  void noPatternIsTakenThatCouldNotMatchPlainly(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> PathPattern.of(pattern));
  }

  @Test
  void twoRoutesForTheSameRequestsAreRefused() {
    List<Route> routes =
        List.of(
            new Route(Method.GET, "/a/{x}", Access.OPEN, NOTHING),
            new Route(Method.GET, "/a/{y}", Access.READ, NOTHING));
    assertThrows(IllegalArgumentException.class, () -> new RouteTable(routes));
  }

  @Test
  void textGoesBeforeVariablesFromTheLeft() {
    RouteTable table =
        new RouteTable(
            List.of(
                new Route(Method.GET, "/{a}/{b}", Access.OPEN, NOTHING),
                new Route(Method.GET, "/{a}/x", Access.OPEN, NOTHING),
                new Route(Method.GET, "/y/{b}", Access.OPEN, NOTHING),
                new Route(Method.GET, "/y/x", Access.OPEN, NOTHING),
                new Route(Method.GET, "/", Access.OPEN, NOTHING)));
    assertEquals("/y/x", at(table, "/y/x"));
    assertEquals("/y/{b}", at(table, "/y/z"));
    assertEquals("/{a}/x", at(table, "/z/x"));
    assertEquals("/{a}/{b}", at(table, "/z/z"));
    assertEquals("/", at(table, "/"));
    assertTrue(table.at("/y").isEmpty());
    assertTrue(table.at("/y/x/z").isEmpty());
  }

  private static String at(RouteTable table, String path) {
    return table
        .at(path)
        .flatMap(match -> match.resource().route(Method.GET))
        .map(Route::path)
        .or(() -> Optional.of(PathPattern.of("/none")))
        .map(PathPattern::toString)
        .orElseThrow();
  }
}
