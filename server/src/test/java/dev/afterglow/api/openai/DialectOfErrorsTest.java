package dev.afterglow.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whoever asks for what is not there is told in the dialect of what is nearest. */
final class DialectOfErrorsTest {
  @TempDir private Path folder;
  private Storefront shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Storefront(folder, false);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/videos/a/b/c            | there is nothing at /v1/videos/a/b/c; /docs has what there is",
        "/v1/videos/a/stills         | there is nothing at /v1/videos/a/stills; /docs has what there is",
        "/videos/a/b/c               | there is nothing at /videos/a/b/c; /docs has what there is",
        "/v1/v1/videos               | there is nothing at /v1/v1/videos, where /v1 stands twice; did you mean /v1/videos? Leave /v1 out of the base URL or of the path",
        "/v1/videos/                 | there is nothing at /v1/videos/, with a slash at the end; did you mean /v1/videos?",
        "/v1/videos/a/content/       | there is nothing at /v1/videos/a/content/, with a slash at the end; did you mean /v1/videos/a/content?",
        "/v1/models/sora-9           | there is no model sora-9",
      })
  void belowVideosErrorsAreOpenAis(String path, String message) throws Exception {
    HttpResponse<String> answer = shop.get(path);
    assertEquals(404, answer.statusCode());
    JsonNode error = Storefront.json(answer).path("error");
    assertEquals(message, error.path("message").asString());
    assertEquals("invalid_request_error", error.path("type").asString());
    assertTrue(error.has("param") && error.has("code"), answer::body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/videos/generations/a/b",
        "/v1/videos/generations/a/b/",
        "/v1/v1/videos/generations/a",
        "/v1/tasks/a/b",
        "/v1/none",
        "/v1/models/sora-9/schema"
      })
  void elsewhereErrorsAreTheContracts(String path) throws Exception {
    HttpResponse<String> answer = shop.get(path);
    assertEquals(404, answer.statusCode());
    JsonNode error = Storefront.json(answer).path("error");
    assertEquals(404, error.path("code").asInt());
    assertTrue(error.has("request_id"), answer::body);
  }

  @Test
  void wrongMethodIsToldInTheDialectOfThePath() throws Exception {
    HttpResponse<String> openAi =
        shop.server.send("/v1/videos/a", r -> r.PUT(BodyPublishers.noBody()));
    assertEquals(405, openAi.statusCode());
    assertTrue(Storefront.json(openAi).path("error").has("param"), openAi::body);
    HttpResponse<String> contract =
        shop.server.send("/v1/tasks", r -> r.PUT(BodyPublishers.noBody()));
    assertEquals(405, contract.statusCode());
    assertEquals(405, Storefront.json(contract).path("error").path("code").asInt());
  }

  @Test
  void videoIsWaitedForAsATaskIs() throws Exception {
    String id =
        Storefront.json(shop.post("/v1/videos", "{\"prompt\":\"rain\"}")).path("id").asString();
    String path = "/v1/videos/" + id + "?wait=60";
    assertEquals(
        shop.get("/v1/videos/" + id).body(), shop.get(path + "&known_status=completed").body());
    Thread end =
        Thread.ofVirtual()
            .unstarted(() -> {
              while (shop.world.watch.watching() == 0) {
                Thread.onSpinWait();
              }
              shop.world.finish();
            });
    end.start();
    HttpResponse<String> done = shop.get(path);
    assertEquals("completed", Storefront.json(done).path("status").asString());
    end.join();
    for (String wrong : new String[] {"wait=1.5", "wait=1&known_status=done"}) {
      HttpResponse<String> refused = shop.get("/v1/videos/" + id + "?" + wrong);
      assertEquals(400, refused.statusCode());
      assertEquals("invalid_value", Storefront.json(refused).path("error").path("code").asString());
    }
    assertEquals(404, shop.get("/v1/videos/video_none?wait=1").statusCode());
  }
}
