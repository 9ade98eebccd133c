package dev.afterglow.api.openapi;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * {@code /openapi.json} and {@code /openapi.yaml}: open to everybody, on pages of any origin. Each
 * is put together when somebody first reads it, which a server's start does not have to wait for.
 */
public final class OpenApiRoutes {
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

  private OpenApiRoutes() {}

  /** The routes. */
  public static List<Route> of() {
    OpenApiRoutes routes = new OpenApiRoutes();
    return List.of(
        routes.route("/openapi.json", "application/json; charset=utf-8", OpenApiDocument::json),
        routes.route("/openapi.yaml", "application/yaml; charset=utf-8", OpenApiDocument::yaml));
  }

  private Route route(String path, String mediaType, Function<OpenApiDocument, byte[]> form) {
    return new Route(Method.GET, path, Access.OPEN, _ -> show(mediaType, form));
  }

  private Answer show(String mediaType, Function<OpenApiDocument, byte[]> form) {
    byte[] body = bodies.computeIfAbsent(mediaType, _ -> form.apply(OpenApiDocument.load()));
    return Answer.bytes(mediaType, body)
        .with("Access-Control-Allow-Origin", "*") // for editors and viewers in browsers
        .with("Cache-Control", "max-age=300");
  }
}
