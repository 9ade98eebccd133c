package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.api.openapi.Conformity;
import dev.afterglow.http.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code /openapi.json} describes what the server answers, all of it and nothing else. */
final class DescriptionTest {
  @TempDir private Path folder;

  @Test
  void describesEveryRouteAndNoOther() throws Exception {
    try (RunningServer server =
            RunningServer.start(folder, Map.of("metrics.token", "a-token-of-the-metrics"));
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> json = get(http, server, "/openapi.json");
      assertEquals(200, json.statusCode());
      assertEquals("*", json.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
      JsonNode document = JsonMapper.shared().readTree(json.body());
      assertTrue(document.path("openapi").asString().startsWith("3.1."), json::body);
      Set<String> described = new TreeSet<>();
      document
          .path("paths")
          .forEachEntry((path, item) ->
              item.forEachEntry((method, operation) -> {
                String verb = method.toUpperCase(Locale.ROOT) + " ";
                described.add(verb + path);
                operation.path("x-also-at").forEach(also -> described.add(verb + also.asString()));
              }));
      Set<String> routes = new TreeSet<>();
      for (Route route : server.server().routes()) {
        if (!Conformity.isPage(route)) {
          routes.add(route.method() + " " + route.path());
        }
      }
      assertEquals(routes, described);
      HttpResponse<String> yaml = get(http, server, "/openapi.yaml");
      assertEquals(document, new YAMLMapper().readTree(yaml.body()));
    }
  }

  private static HttpResponse<String> get(HttpClient http, RunningServer server, String path)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
        BodyHandlers.ofString());
  }
}
