package dev.afterglow.api.openai;

import static dev.afterglow.api.openai.Storefront.field;
import static dev.afterglow.api.openai.Storefront.json;
import static dev.afterglow.api.openai.Storefront.nameless;
import static dev.afterglow.api.openai.Storefront.part;
import static dev.afterglow.api.openai.Storefront.png;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Orientation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/videos} as OpenAI's clients see it. */
class OpenAiVideosTest {
  private static final List<String> MEMBERS =
      List.of(
          "id",
          "object",
          "model",
          "status",
          "progress",
          "created_at",
          "completed_at",
          "expires_at",
          "prompt",
          "size",
          "seconds",
          "remixed_from_video_id",
          "error");

  @TempDir Path folder;
  private Storefront shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Storefront(folder, false);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aVideoHasAllItsMembersAtEveryStage() throws Exception {
    HttpResponse<String> created = shop.post("/v1/videos", "{\"prompt\":\"rain\"}");
    assertTrue(created.headers().firstValue("openai-poll-after-ms").isPresent());
    JsonNode video = ok(created);
    assertEquals(MEMBERS, List.copyOf(video.propertyNames()));
    assertTrue(video.path("id").stringValue().matches("video_[0-9A-Z]{26}"), video.toString());
    assertEquals("video", video.path("object").stringValue());
    assertEquals("sora-2", video.path("model").stringValue());
    assertEquals("queued", video.path("status").stringValue());
    assertEquals("720x1280", video.path("size").stringValue());
    assertEquals("4", video.path("seconds").stringValue());
    assertEquals("rain", video.path("prompt").stringValue());
    for (String absent : List.of("completed_at", "expires_at", "remixed_from_video_id", "error")) {
      assertTrue(video.path(absent).isNull(), absent);
    }
    String path = "/v1/videos/" + video.path("id").stringValue();
    shop.world.tick();
    assertEquals("in_progress", ok(shop.get(path)).path("status").stringValue());
    shop.world.finish();
    HttpResponse<String> last = shop.get(path);
    assertTrue(last.headers().firstValue("openai-poll-after-ms").isEmpty());
    JsonNode done = ok(last);
    assertEquals(MEMBERS, List.copyOf(done.propertyNames()));
    assertEquals("completed", done.path("status").stringValue());
    assertEquals(100, done.path("progress").intValue());
    assertEquals(
        Duration.ofHours(24).toSeconds(),
        done.path("expires_at").longValue() - done.path("completed_at").longValue());
    assertTrue(done.path("error").isNull());
  }

  @Test
  void theSameTaskIsVisibleInBothDialects() throws Exception {
    String id = create("{\"prompt\":\"rain\"}");
    String task = id.replace("video_", "task_");
    assertEquals(task, ok(shop.get("/v1/tasks/" + task)).path("data").path("id").stringValue());
    assertEquals(id, ok(shop.get("/videos/" + task)).path("id").stringValue());
    JsonNode other =
        ok(shop.post("/v1/videos/generations", "{\"model\":\"sora-2\",\"prompt\":\"雨\"}"));
    String theirs = other.path("data").path(0).path("task_id").stringValue();
    JsonNode shown = ok(shop.get("/v1/videos/" + theirs.replace("task_", "video_")));
    assertEquals("1280x720", shown.path("size").stringValue());
    assertEquals("雨", shown.path("prompt").stringValue());
  }

  @ParameterizedTest
  @CsvSource({
    "sora-2-2025-10-06, sora-2",
    "sora-2-2025-12-08, sora-2",
    "sora-2-pro-2025-10-06, sora-2-pro"
  })
  void datedNamesMeanTheirModelInBothDialects(String dated, String model) throws Exception {
    String here = create("{\"prompt\":\"x\",\"model\":\"" + dated + "\"}");
    JsonNode there =
        ok(shop.post("/v1/videos/generations", "{\"prompt\":\"x\",\"model\":\"" + dated + "\"}"));
    String theirs = there.path("data").path(0).path("task_id").stringValue();
    for (String id : List.of(here, theirs.replace("task_", "video_"))) {
      assertEquals(model, ok(shop.get("/v1/videos/" + id)).path("model").stringValue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sora-2, 4, 1280x720",
    "sora-2-2025-12-08, 8, 720x1280",
    "sora-2-pro, 12, 1024x1792",
    "sora-2-pro-2025-10-06, 20, 1920x1080"
  })
  void formsAndObjectsAskForTheSame(String model, String seconds, String size) throws Exception {
    JsonNode formed =
        ok(
            shop.form(
                "/v1/videos",
                field("prompt", "rain"),
                field("model", model),
                field("seconds", seconds),
                field("size", size)));
    String body =
        "{\"prompt\":\"rain\",\"model\":\"%s\",\"seconds\":%s,\"size\":\"%s\"}"
            .formatted(model, seconds, size);
    JsonNode written = ok(shop.post("/v1/videos", body));
    for (String member : List.of("model", "seconds", "size", "prompt")) {
      assertEquals(written.path(member), formed.path(member));
    }
    assertEquals(seconds, formed.path("seconds").stringValue());
    assertEquals(size, formed.path("size").stringValue());
    assertTrue(model.startsWith(formed.path("model").stringValue()));
  }

  @Test
  void aPictureComesInEveryFormThatClientsSend() throws Exception {
    byte[] png = png(720, 1280);
    String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    byte[] prompt = field("prompt", "rain");
    String named = "name=\"input_reference\"; filename=\"a.bin\"\r\nContent-Type: image/png";
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(shop.form("/v1/videos", prompt, part(named, png)));
    answers.add(shop.form("/v1/videos", prompt, nameless("input_reference", png)));
    answers.add(shop.form("/v1/videos", prompt, field("input_reference", uri)));
    answers.add(
        shop.form(
            "/v1/videos", prompt, nameless("input_reference[image_url]", uri.getBytes("UTF-8"))));
    answers.add(
        shop.form(
            "/v1/videos", prompt, field("input_reference", "{\"image_url\":\"" + uri + "\"}")));
    for (String value : List.of("\"" + uri + "\"", "{\"image_url\":\"" + uri + "\"}")) {
      answers.add(
          shop.post("/v1/videos", "{\"prompt\":\"rain\",\"input_reference\":" + value + "}"));
    }
    for (HttpResponse<String> answer : answers) {
      ok(answer);
    }
    shop.world.tick();
    shop.world.finish();
    assertEquals(answers.size(), shop.engine.submissions().size());
    assertTrue(shop.engine.submissions().stream().allMatch(job -> job.picture().isPresent()));
  }

  @Test
  void aPictureOfAnotherSizeIsRefusedInOpenAisWords() throws Exception {
    HttpResponse<String> answer =
        shop.form(
            "/v1/videos", field("prompt", "rain"), nameless("input_reference", png(1280, 720)));
    JsonNode error = refused(400, answer);
    assertEquals(
        "Inpaint image must match the requested width and height",
        error.path("message").stringValue());
    assertEquals("invalid_request_error", error.path("type").stringValue());
    assertEquals(List.of("message", "type", "param", "code"), List.copyOf(error.propertyNames()));
    assertTrue(error.path("code").isNull());
    shop.world.assertMoney(Storefront.OWNER, 1000 * 800_000);
  }

  @Test
  void aPictureOfAnotherSizeIsFittedIfTheOperatorSaysSo() throws Exception {
    shop.close();
    shop = new Storefront(folder.resolve("."), true);
    ok(
        shop.form(
            "/v1/videos", field("prompt", "rain"), nameless("input_reference", png(640, 480))));
    shop.world.tick();
    assertEquals(720, shop.engine.submissions().getFirst().format().width());
    assertEquals(1280, shop.engine.submissions().getFirst().format().height());
    assertEquals(
        Orientation.LANDSCAPE,
        shop.engine.submissions().getFirst().picture().orElseThrow().orientation());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                | prompt",
        "{\"prompt\":\" \"}                                | prompt",
        "{\"prompt\":5}                                    | prompt",
        "{\"prompt\":\"x\",\"model\":\"veo\"}              | model",
        "{\"prompt\":\"x\",\"seconds\":\"5\"}              | seconds",
        "{\"prompt\":\"x\",\"size\":\"1024x1792\"}         | size",
        "{\"prompt\":\"x\",\"size\":\"big\"}               | size",
        "{\"prompt\":\"x\",\"fps\":30}                     | fps",
        "{\"prompt\":\"x\",\"image\":{\"url\":\"u\"}}      | image",
        "{\"prompt\":\"x\",\"n\":2}                        | n",
        "{\"prompt\":\"x\",\"characters\":[{\"id\":\"c\"}]} | characters",
        "{\"prompt\":\"x\",\"input_reference\":[\"u\"]}    | input_reference",
        "{\"prompt\":\"x\",\"input_reference\":{\"file_id\":\"f\"}} | input_reference.file_id",
        "{\"prompt\":\"x\",\"input_reference\":{\"a\":\"f\"}} | input_reference",
        "{\"prompt\":\"x\",\"input_reference\":\"base\"}   | input_reference"
      })
  void whatIsWrongIsNamed(String body, String param) throws Exception {
    assertEquals(param, refused(400, shop.post("/v1/videos", body)).path("param").stringValue());
  }

  @Test
  void whatSaysNothingIsNoReasonToRefuse() throws Exception {
    create(
        "{\"prompt\":\"x\",\"n\":1,\"quality\":\"standard\",\"input_reference\":null,"
            + "\"characters\":[],\"fps\":null,\"user\":\"u\"}");
  }

  @Test
  void xaisPictureIsToldWhereItGoes() throws Exception {
    JsonNode error =
        refused(400, shop.post("/v1/videos", "{\"prompt\":\"x\",\"image\":{\"url\":\"u\"}}"));
    assertTrue(error.path("message").stringValue().contains("input_reference"), error.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"desc", "asc"})
  void pagesLeadToTheEndAndThenToAnEmptyOne(String order) throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(create("{\"prompt\":\"x\"}"));
    }
    List<String> expected = order.equals("asc") ? made : made.reversed();
    List<String> seen = new ArrayList<>();
    String after = "";
    for (int page = 0; page < 3; page++) {
      JsonNode list = ok(shop.get("/v1/videos?limit=2&order=" + order + after));
      assertEquals(page < 2, list.path("has_more").booleanValue());
      list.path("data").forEach(video -> seen.add(video.path("id").stringValue()));
      assertEquals(
          list.path("data").path(0).path("id").stringValue(), list.path("first_id").stringValue());
      after = "&after=" + list.path("last_id").stringValue();
    }
    assertEquals(expected, seen);
    JsonNode empty = ok(shop.get("/v1/videos?limit=2&order=" + order + after));
    assertTrue(empty.path("data").isEmpty());
    assertTrue(empty.path("last_id").isNull());
    assertTrue(empty.path("first_id").isNull());
    assertFalse(empty.path("has_more").booleanValue());
  }

  @Test
  void aPageMayBeEmptyAndNotLong() throws Exception {
    create("{\"prompt\":\"x\"}");
    JsonNode none = ok(shop.get("/v1/videos?limit=0"));
    assertTrue(none.path("data").isEmpty());
    assertTrue(none.path("has_more").booleanValue());
    for (String wrong : List.of("limit=101", "limit=-1", "limit=x", "order=up")) {
      refused(400, shop.get("/v1/videos?" + wrong));
    }
    refused(404, shop.get("/v1/videos?after=nothing"));
  }

  @Test
  void contentIsServedWholeAndInParts() throws Exception {
    String path = "/v1/videos/" + create("{\"prompt\":\"x\"}") + "/content";
    assertEquals("video_not_ready", refused(404, shop.get(path)).path("code").stringValue());
    shop.world.finish();
    HttpResponse<String> whole = shop.get(path);
    assertEquals(200, whole.statusCode());
    assertEquals("video/mp4", whole.headers().firstValue("Content-Type").orElseThrow());
    HttpResponse<String> some = shop.server.send(path, r -> r.header("Range", "bytes=4-7"));
    assertEquals(206, some.statusCode());
    assertEquals("ftyp", some.body());
    assertEquals(200, shop.get(path + "?variant=video&video_id=x").statusCode());
    assertEquals(
        "variant", refused(404, shop.get(path + "?variant=thumbnail")).path("param").stringValue());
    refused(400, shop.get(path + "?variant=poster"));
    shop.world.pass(Duration.ofHours(25));
    assertEquals("video_expired", refused(410, shop.get(path)).path("code").stringValue());
  }

  @Test
  void aRemixIsANewFilmOfTheSameShapeAndSeed() throws Exception {
    String source = create("{\"prompt\":\"x\",\"seconds\":\"8\",\"size\":\"1280x720\"}");
    String path = "/v1/videos/" + source + "/remix";
    refused(400, shop.post(path, "{\"prompt\":\"y\"}"));
    shop.world.finish();
    List<JsonNode> versions = new ArrayList<>();
    versions.add(ok(shop.post(path, "{\"prompt\":\"y\"}")));
    versions.add(ok(shop.form(path, field("prompt", "y"))));
    String edits = "/v1/videos/edits";
    versions.add(
        ok(shop.form(edits, field("prompt", "y"), nameless("video[id]", source.getBytes()))));
    versions.add(ok(shop.post(edits, "{\"prompt\":\"y\",\"video\":{\"id\":\"" + source + "\"}}")));
    for (JsonNode version : versions) {
      assertEquals(source, version.path("remixed_from_video_id").stringValue());
      assertEquals("8", version.path("seconds").stringValue());
      assertEquals("1280x720", version.path("size").stringValue());
      assertEquals("y", version.path("prompt").stringValue());
    }
    shop.world.tick();
    assertEquals(1, shop.engine.submissions().stream().map(job -> job.seed()).distinct().count());
    refused(404, shop.post("/v1/videos/video_01K8SGYNNNVBQTXNR4MM964S7K/remix", "{}"));
    refused(400, shop.post(path, "{\"prompt\":\"y\",\"size\":\"720x1280\"}"));
  }

  @Test
  void whatNoEngineCanDoIsRefused() throws Exception {
    refused(400, shop.post("/v1/videos/extensions", "{\"prompt\":\"x\"}"));
    refused(400, shop.post("/v1/videos/characters", "{\"name\":\"x\"}"));
    refused(404, shop.get("/v1/videos/characters/char_1"));
    byte[] film = {0, 0, 0, 24, 'f', 't', 'y', 'p'};
    JsonNode error =
        refused(400, shop.form("/v1/videos/edits", field("prompt", "x"), nameless("video", film)));
    assertEquals("video", error.path("param").stringValue());
  }

  @Test
  void aDeletedVideoIsGoneFromBothDialects() throws Exception {
    String id = create("{\"prompt\":\"x\"}");
    shop.world.finish();
    JsonNode deleted = ok(shop.delete("/v1/videos/" + id));
    assertEquals(id, deleted.path("id").stringValue());
    assertEquals("video.deleted", deleted.path("object").stringValue());
    assertTrue(deleted.path("deleted").booleanValue());
    refused(404, shop.get("/v1/videos/" + id));
    refused(404, shop.delete("/v1/videos/" + id));
    assertEquals(404, shop.get("/v1/tasks/" + id.replace("video_", "task_")).statusCode());
    assertTrue(ok(shop.get("/v1/videos")).path("data").isEmpty());
    assertTrue(ok(shop.get("/v1/tasks")).path("data").isEmpty());
  }

  @Test
  void aVideoThatCannotBeStoppedIsNotDeleted() throws Exception {
    shop.engine.answerCancel(new Cancellation.Unsupported());
    String id = create("{\"prompt\":\"x\"}");
    shop.world.tick();
    assertEquals(
        "video_in_progress",
        refused(400, shop.delete("/v1/videos/" + id)).path("code").stringValue());
  }

  @Test
  void aRefusalOfItsContentIsModeration() throws Exception {
    shop.engine.answerPoll(new Progress.Failed(new Failure(Failure.Kind.CONTENT_REFUSED, "no")));
    String id = create("{\"prompt\":\"x\"}");
    shop.world.finish();
    JsonNode video = ok(shop.get("/v1/videos/" + id));
    assertEquals("failed", video.path("status").stringValue());
    assertEquals("moderation_blocked", video.path("error").path("code").stringValue());
    assertEquals(
        "Your request was blocked by our moderation system.",
        video.path("error").path("message").stringValue());
    refused(404, shop.get("/v1/videos/" + id + "/content"));
  }

  @Test
  void aRepetitionUnderAKeyIsTheSameVideo() throws Exception {
    String first = withKey("{\"prompt\":\"x\",\"seconds\":\"8\"}", 200).path("id").stringValue();
    assertEquals(first, withKey("{\"seconds\":8,\"prompt\":\"x\"}", 200).path("id").stringValue());
    withKey("{\"prompt\":\"x\",\"seconds\":\"8\",\"size\":\"1280x720\"}", 422);
  }

  @Test
  void formsThatAreNoneAreToldSo() throws Exception {
    byte[] prompt = field("prompt", "x");
    refused(400, shop.form("/v1/videos", prompt, prompt));
    refused(400, shop.form("/v1/videos", prompt, field("prompt[x]", "y")));
    refused(400, shop.form("/v1/videos", field("a]b", "x")));
    refused(400, shop.form("/v1/videos", field("characters[][id]", "x"), prompt));
    HttpResponse<String> broken =
        shop.server.send(
            "/v1/videos",
            r ->
                r.header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("--x\r\nhalf")));
    refused(400, broken);
    HttpResponse<String> text =
        shop.server.send(
            "/v1/videos",
            r ->
                r.header("Content-Type", "text/plain")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("x")));
    refused(415, text);
  }

  @Test
  void oneModelIsShownByEachOfItsNames() throws Exception {
    for (String name : List.of("sora-2", "sora-2-2025-12-08", "sora-2-pro")) {
      JsonNode model = ok(shop.get("/v1/models/" + name));
      assertEquals(name, model.path("id").stringValue());
      assertEquals("model", model.path("object").stringValue());
    }
    assertEquals(404, shop.get("/v1/models/gpt-5").statusCode());
  }

  @Test
  void theSingularFormAnswersAsResellersDo() throws Exception {
    JsonNode created =
        ok(
            shop.post(
                "/v1/video/generations",
                "{\"model\":\"sora-2\",\"prompt\":\"x\",\"width\":720,\"height\":1280,"
                    + "\"duration\":8,\"response_format\":\"url\",\"n\":1}"));
    assertEquals("queued", created.path("status").stringValue());
    String path = "/v1/video/generations/" + created.path("task_id").stringValue();
    assertEquals("queued", ok(shop.get(path)).path("status").stringValue());
    shop.world.finish();
    JsonNode done = ok(shop.get(path));
    assertEquals("completed", done.path("status").stringValue());
    assertTrue(done.path("url").stringValue().contains("/v/task_"), done.toString());
    assertEquals("mp4", done.path("format").stringValue());
    assertEquals(8, done.path("metadata").path("duration").intValue());
    assertEquals(720, done.path("metadata").path("width").intValue());
    assertTrue(done.path("error").isNull());
    assertTrue(
        refused(400, shop.post("/v1/video/generations", "{\"model\":\"sora-2\"}")).has("param"));
  }

  private JsonNode withKey(String body, int status) throws Exception {
    HttpResponse<String> answer =
        shop.server.send(
            "/v1/videos",
            r ->
                r.header("Content-Type", "application/json")
                    .header("Idempotency-Key", "once")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    assertEquals(status, answer.statusCode(), answer.body());
    return json(answer);
  }

  private String create(String body) throws Exception {
    return ok(shop.post("/v1/videos", body)).path("id").stringValue();
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return json(answer);
  }

  private static JsonNode refused(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    JsonNode error = json(answer).path("error");
    assertFalse(error.path("message").stringValue().isEmpty());
    return error;
  }
}
