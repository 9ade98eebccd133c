package dev.afterglow.api.openai;

import static dev.afterglow.api.openai.Storefront.field;
import static dev.afterglow.api.openai.Storefront.json;
import static dev.afterglow.api.openai.Storefront.nameless;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Job;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.media.finishing.FfmpegProgram;
import dev.afterglow.media.finishing.FilmFinisher;
import dev.afterglow.media.finishing.FinishingLimits;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.tasks.SampleFilm;
import dev.afterglow.tasks.run.Finisher;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code /v1/videos/extensions}: films that go on from others. */
class ExtensionsTest {
  private static final String PATH = "/v1/videos/extensions";
  private static final int PRICE_OF_SECOND = 100_000;

  @TempDir Path folder;
  private final Joining joining = new Joining();
  private FilmFinisher programs;
  private Storefront shop;

  @BeforeEach
  void open() throws Exception {
    programs = new FilmFinisher(FfmpegProgram.bundled(), FinishingLimits.DEFAULT);
    shop = new Storefront(folder, false, Optional.of(programs), joining);
  }

  @AfterEach
  void close() {
    shop.close();
    programs.close();
  }

  @Test
  void anExtensionIsTheOldFilmAndTheNewPartAndCostsTheNewPart() throws Exception {
    String source = made("{\"prompt\":\"a\",\"seconds\":\"8\",\"size\":\"1280x720\"}");
    long before = shop.world.ledger.balance(Storefront.OWNER).availableMicros();
    JsonNode begun = ok(shop.post(PATH, body(source, "b", 4)));
    assertEquals("12", begun.path("seconds").stringValue());
    assertEquals("1280x720", begun.path("size").stringValue());
    assertEquals("b", begun.path("prompt").stringValue());
    assertTrue(begun.path("remixed_from_video_id").isNull());
    String id = begun.path("id").stringValue();
    shop.world.finish();
    Job job = shop.engine.submissions().getLast();
    assertEquals(4, job.format().seconds());
    assertEquals(Joining.FRAME, job.picture().orElseThrow().bytes());
    JsonNode done = ok(shop.get("/v1/videos/" + id));
    assertEquals("completed", done.path("status").stringValue(), done.toString());
    assertEquals("12", done.path("seconds").stringValue());
    assertEquals(List.of(8, 4), joining.lengths.getLast());
    assertEquals(200, shop.get("/v1/videos/" + id + "/content").statusCode());
    shop.world.assertMoney(Storefront.OWNER, before - 4 * PRICE_OF_SECOND);
    assertEquals(List.of(), shop.world.pictures());
    JsonNode listed = ok(shop.get("/v1/videos")).path("data").path(0);
    assertEquals("12", listed.path("seconds").stringValue());
    String task = id.replace("video_", "task_");
    JsonNode reseller = ok(shop.get("/v1/video/generations/" + task));
    assertEquals(12, reseller.path("metadata").path("duration").intValue());
  }

  @Test
  void anExtensionCanBeExtendedUntilTheFilmIsLong() throws Exception {
    String id = made("{\"prompt\":\"a\",\"seconds\":\"20\"}");
    for (int total = 40; total <= 120; total += 20) {
      JsonNode longer =
          ok(
              shop.form(
                  PATH,
                  field("prompt", "on"),
                  field("seconds", "20"),
                  nameless("video[id]", id.getBytes(ISO_8859_1))));
      assertEquals(Integer.toString(total), longer.path("seconds").stringValue());
      id = longer.path("id").stringValue();
      shop.world.finish();
      assertEquals("completed", ok(shop.get("/v1/videos/" + id)).path("status").stringValue());
    }
    JsonNode error = refused(400, shop.post(PATH, body(id, "on", 4)));
    assertEquals("seconds", error.path("param").stringValue());
    assertTrue(error.path("message").stringValue().contains("120"), error.toString());
    refused(400, shop.post("/v1/videos/" + id + "/remix", "{\"prompt\":\"x\"}"));
  }

  @Test
  void theOldFilmMayGoMeanwhile() throws Exception {
    String source = made("{\"prompt\":\"a\"}");
    String id = ok(shop.post(PATH, body(source, "b", 4))).path("id").stringValue();
    ok(shop.delete("/v1/videos/" + source));
    shop.world.start(); // and the server, too
    shop.world.finish();
    assertEquals("8", ok(shop.get("/v1/videos/" + id)).path("seconds").stringValue());
    assertEquals(List.of(4, 4), joining.lengths.getLast());
    assertEquals(List.of(), shop.world.pictures());
  }

  @Test
  void aFilmWhoseLastFrameCannotBeReadIsNotGoneOnFromAndNothingIsCharged() throws Exception {
    String source = made("{\"prompt\":\"a\"}");
    long before = shop.world.ledger.balance(Storefront.OWNER).availableMicros();
    joining.blind = true;
    String id = ok(shop.post(PATH, body(source, "b", 4))).path("id").stringValue();
    shop.world.finish();
    JsonNode failed = ok(shop.get("/v1/videos/" + id));
    assertEquals("failed", failed.path("status").stringValue());
    assertEquals(1, shop.engine.submissions().size());
    shop.world.assertMoney(Storefront.OWNER, before);
    assertEquals(List.of(), shop.world.pictures());
  }

  @Test
  void oneExtensionIsMadeUnderOneKey() throws Exception {
    String source = made("{\"prompt\":\"a\"}");
    String other = made("{\"prompt\":\"a\"}");
    String first = keyed(200, body(source, "b", 4)).path("id").stringValue();
    assertEquals(first, keyed(200, body(source, "b", 4)).path("id").stringValue());
    keyed(422, body(other, "b", 4));
  }

  @Test
  void whatCannotBeExtendedIsToldSo() throws Exception {
    String waiting = ok(shop.post("/v1/videos", "{\"prompt\":\"x\"}")).path("id").stringValue();
    assertEquals(
        "video_not_completed",
        refused(400, shop.post(PATH, body(waiting, "b", 4))).path("code").stringValue());
    shop.world.finish();
    refused(404, shop.post(PATH, body("video_01K8SGYNNNVBQTXNR4MM964S7K", "b", 4)));
    for (String[] wrong :
        new String[][] {
          {"seconds", body(waiting, "b", 5)},
          {"seconds", "{\"prompt\":\"b\",\"video\":{\"id\":\"" + waiting + "\"}}"},
          {"video", "{\"prompt\":\"b\",\"seconds\":\"4\"}"},
          {"prompt", "{\"seconds\":\"4\",\"video\":{\"id\":\"" + waiting + "\"}}"},
          {
            "model",
            body(waiting, "b", 4).replace("{\"prompt", "{\"model\":\"sora-2-pro\",\"prompt")
          },
          {"size", body(waiting, "b", 4).replace("{\"prompt", "{\"size\":\"1280x720\",\"prompt")}
        }) {
      assertEquals(
          wrong[0], refused(400, shop.post(PATH, wrong[1])).path("param").stringValue(), wrong[1]);
    }
    byte[] film = {0, 0, 0, 24, 'f', 't', 'y', 'p'};
    assertEquals(
        "video",
        refused(400, shop.form(PATH, field("prompt", "b"), nameless("video", film)))
            .path("param")
            .stringValue());
    shop.world.pass(Duration.ofHours(25));
    assertEquals(
        "video_expired",
        refused(410, shop.post(PATH, body(waiting, "b", 4))).path("code").stringValue());
  }

  @Test
  void whereFilmsCannotBeJoinedExtensionsAreRefused() throws Exception {
    shop.close();
    shop = new Storefront(folder, false);
    String source = made("{\"prompt\":\"a\"}");
    assertEquals(
        "unsupported_operation",
        refused(400, shop.post(PATH, body(source, "b", 4))).path("code").stringValue());
  }

  /** Joins sample films by adding up their lengths. */
  private static final class Joining implements Finisher {
    static final byte[] FRAME = {7, 8, 9};

    final List<List<Integer>> lengths = new ArrayList<>();
    boolean blind;

    @Override
    public Finished finish(List<Part> parts, VideoFormat ordered, Path target) throws IOException {
      int millis = 0;
      for (Part part : parts) {
        assertTrue(Files.exists(part.film()));
        millis += 1000 * part.wantedSeconds();
      }
      lengths.add(parts.stream().map(Part::wantedSeconds).toList());
      Files.write(target, SampleFilm.of(ordered.width(), ordered.height(), millis, "joined"));
      return new Finished.Film(target);
    }

    @Override
    public Picture lastFrame(Path film) throws IOException {
      if (blind) {
        throw new IOException("no frame");
      }
      return new Picture(FRAME, ImageFormat.PNG, 1280, 720);
    }
  }

  private static String body(String id, String prompt, int seconds) {
    return "{\"prompt\":\"%s\",\"seconds\":\"%d\",\"video\":{\"id\":\"%s\"}}"
        .formatted(prompt, seconds, id);
  }

  private String made(String body) throws Exception {
    String id = ok(shop.post("/v1/videos", body)).path("id").stringValue();
    shop.world.finish();
    return id;
  }

  private JsonNode keyed(int status, String body) throws Exception {
    HttpResponse<String> answer =
        shop.server.send(
            PATH,
            r ->
                r.header("Content-Type", "application/json")
                    .header("Idempotency-Key", "once")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    assertEquals(status, answer.statusCode(), answer.body());
    return json(answer);
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
