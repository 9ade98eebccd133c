package dev.afterglow.api.openapi;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.util.List;

/** {@code /openapi.json} and {@code /openapi.yaml}: open to everybody, on pages of any origin. */
public final class OpenApiRoutes {
  private OpenApiRoutes() {}

  /** The routes, with the description made once. */
  public static List<Route> of(OpenApiDocument document) {
    return List.of(
        route("/openapi.json", "application/json; charset=utf-8", document.json()),
        route("/openapi.yaml", "application/yaml; charset=utf-8", document.yaml()));
  }

  private static Route route(String path, String mediaType, byte[] body) {
    return new Route(
        Method.GET,
        path,
        Access.OPEN,
        _ ->
            Answer.bytes(mediaType, body)
                .with("Access-Control-Allow-Origin", "*") // for editors and viewers in browsers
                .with("Cache-Control", "max-age=300"));
  }
}
