package dev.afterglow.engines.template;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capabilities.Sizes;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Found;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Size;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorTrial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.ObjectMapper;

/** Each shipped template against a vendor that answers as that vendor's documentation says. */
final class ShippedTemplatesTest {
  static final List<String> SHIPPED = Template.TEMPLATES.names();
  private static final Job TEXT = VendorTrial.text(1280, 720, 8);
  private static final Job PICTURE = VendorTrial.picture(1280, 720, 8);
  private static final String UUID = JobUuid.of("01JOB");

  @TempDir Path folder;
  private final VendorTrial trial = new VendorTrial();
  private final ScriptedUpstream vendor = trial.vendor();

  @AfterEach
  void close() {
    trial.close();
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shippedTemplatesAreReadableAndSayWhereTheVendorIs(String name) throws TemplateRefused {
    Template template = Template.TEMPLATES.shipped(name);
    assertTrue(template.url().isPresent());
    assertTrue(template.model().isPresent());
    assertTrue(template.capabilities().fromText());
    assertEquals(!name.equals("kie"), template.capabilities().fromPicture());
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void everySizeAndLengthIsOrderedWithoutGaps(String name) throws Exception {
    Template template = Template.TEMPLATES.shipped(name);
    Capabilities makes = template.capabilities();
    Sizes.Listed sizes = assertInstanceOf(Sizes.Listed.class, makes.sizes());
    vendor.on("POST /files", Reply.json(201, "{\"urls\":{\"get\":\"https://files.example/1\"}}"));
    vendor.on(
        "POST /media/upload/binary",
        Reply.json(200, "{\"code\":200,\"data\":{\"download_url\":\"https://files.example/1\"}}"));
    try (Engine engine = engine(name, "")) {
      for (Size size : sizes.sizes()) {
        int seconds = makes.lengths().longest();
        engine.submit(VendorTrial.text(size.width(), size.height(), seconds));
        engine.submit(VendorTrial.picture(size.width(), size.height(), seconds));
      }
    }
    List<ScriptedUpstream.Request> orders =
        vendor.requests().stream()
            .filter(request -> request.header("Content-Type").equals("application/json"))
            .toList();
    assertEquals(sizes.sizes().size() * (makes.fromPicture() ? 2 : 1), orders.size());
    for (ScriptedUpstream.Request order : orders) {
      assertFalse(order.text().contains("{{") || order.path().contains("{{"), order.text());
      assertTrue(new ObjectMapper().readTree(order.text()).isContainer(), order.text());
    }
  }

  @Test
  void exampleOfTheGuideWorks() throws Exception {
    String guide = Files.readString(Path.of("docs/engines/template.md"));
    int start = guide.indexOf("url: https://api.acme.example");
    Path file = folder.resolve("acme.yaml");
    Files.writeString(file, guide.substring(start, guide.indexOf("```", start)));
    Template template = Template.TEMPLATES.read(file);
    vendor.on("POST /v1/jobs", Reply.json(200, "{\"job\":{\"id\":\"a1\"}}"));
    vendor.on(
        "GET /v1/jobs/a1",
        Reply.json(200, "{\"state\":\"working\",\"progress\":0.4}"),
        Reply.json(
            200, "{\"state\":\"done\",\"files\":\"[{\\\"url\\\": \\\"" + film() + "\\\"}]\"}"));
    try (Engine engine =
        TemplateEngine.open(
            TemplateSettings.standard("acme"),
            template,
            trial.client(URI.create(vendor.url() + "/v1"), template.credentials(VendorTrial.KEY)),
            () -> Instant.EPOCH)) {
      EngineJob job = submitted(engine, TEXT);
      assertEquals(VendorTrial.KEY, vendor.requests().getFirst().header("X-Api-Key"));
      assertEquals(
          "{\"model\":\"acme-1\",\"text\":\"a \\\"tram\\\" at dusk\",\"size\":\"720P\","
              + "\"length\":\"8s\"}",
          vendor.requests().getFirst().text());
      Progress.Running running = assertInstanceOf(Progress.Running.class, engine.poll(job));
      assertEquals(40, running.percent().orElseThrow());
      assertFetched(engine, job, engine.poll(job));
    }
  }

  @Test
  void pictureThatTheVendorRefusesIsNoOrder() throws Exception {
    try (Engine engine = engine("wavespeed", "")) {
      vendor.on("POST /media/upload/binary", Reply.json(413, "{}"), Reply.json(200, "{}"));
      assertInstanceOf(Submission.Refused.class, engine.submit(PICTURE));
      assertInstanceOf(Submission.Refused.class, engine.submit(PICTURE));
      assertEquals(2, vendor.requests().size());
    }
  }

  @Test
  void replicate() throws Exception {
    try (Engine engine = engine("replicate", "/v1")) {
      String prediction = "{\"id\":\"q9x\",\"output\":null,\"error\":null,\"status\":";
      vendor.on(
          "POST /v1/models/wan-video/wan-2.7-t2v/predictions",
          Reply.json(201, prediction + "\"starting\"}"));
      vendor.on(
          "GET /v1/predictions/q9x",
          Reply.json(200, prediction + "\"starting\"}"),
          Reply.json(200, prediction + "\"processing\"}"),
          Reply.json(429, "{\"detail\":\"throttled\",\"status\":429}"),
          Reply.json(
              200, "{\"id\":\"q9x\",\"status\":\"succeeded\",\"output\":[\"" + film() + "\"]}"),
          Reply.json(
              200,
              "{\"id\":\"q9x\",\"status\":\"failed\",\"error\":\"flagged as sensitive (E005)\"}"));
      vendor.on("POST /v1/predictions/q9x/cancel", Reply.json(200, prediction + "\"canceled\"}"));

      EngineJob job = submitted(engine, TEXT);
      assertEquals(
          "Bearer " + VendorTrial.KEY, vendor.requests().getFirst().header("Authorization"));
      assertEquals(
          "{\"input\":{\"prompt\":\"a \\\"tram\\\" at dusk\",\"duration\":8,"
              + "\"resolution\":\"720p\",\"aspect_ratio\":\"16:9\"}}",
          vendor.requests().getFirst().text());
      assertInstanceOf(Progress.Queued.class, engine.poll(job));
      assertInstanceOf(Progress.Running.class, engine.poll(job));
      assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
      assertFetched(engine, job, engine.poll(job));
      assertEquals(Failure.Kind.CONTENT_REFUSED, failed(engine, job));
      assertInstanceOf(Cancellation.Asked.class, engine.cancel(job));
    }
  }

  @Test
  void replicateTakesPicturesAheadOfTheOrder() throws Exception {
    try (Engine engine = engine("replicate", "/v1")) {
      vendor.on(
          "POST /v1/files",
          Reply.json(500, "{}"),
          Reply.json(201, "{\"urls\":{\"get\":\"https://api.replicate.com/v1/files/f1\"}}"));
      vendor.on(
          "POST /v1/models/wan-video/wan-2.7-i2v/predictions",
          Reply.json(201, "{\"id\":\"q9x\",\"status\":\"starting\"}"));
      assertInstanceOf(Submission.Unavailable.class, engine.submit(PICTURE));
      assertEquals(1, vendor.requests().size());
      submitted(engine, PICTURE);
      assertTrue(vendor.requests().get(1).text().contains("filename=\"picture.png\""));
      assertTrue(
          vendor
              .requests()
              .get(2)
              .text()
              .contains("\"image\":\"https://api.replicate.com/v1/files/f1\""));
    }
  }

  @Test
  void minimax() throws Exception {
    try (Engine engine = engine("minimax", "")) {
      vendor.on("POST /v2/video_generation", Reply.json(200, "{\"task_id\":\"3341\"}"));
      String task = "{\"task\":{\"id\":\"3341\",\"status\":";
      vendor.on(
          "GET /v2/query/video_generation/3341",
          Reply.json(200, task + "\"queued\"}}"),
          Reply.json(200, task + "\"running\"}}"),
          Reply.json(200, task + "\"succeeded\",\"content\":{\"url\":\"" + film() + "\"}}}"),
          Reply.json(200, task + "\"failed\",\"error\":{\"code\":1027,\"message\":\"output\"}}}"));
      EngineJob job = submitted(engine, VendorTrial.picture(768, 1366, 8));
      String body = vendor.requests().getFirst().text();
      assertTrue(body.contains("{\"url\":\"data:image/png;base64,AQID\"}"), body);
      assertTrue(body.contains("\"resolution\":\"768P\""), body);
      assertInstanceOf(Progress.Queued.class, engine.poll(job));
      assertInstanceOf(Progress.Running.class, engine.poll(job));
      assertFetched(engine, job, engine.poll(job));
      assertEquals(Failure.Kind.CONTENT_REFUSED, failed(engine, job));

      vendor
          .forget("POST /v2/video_generation")
          .on(
              "POST /v2/video_generation",
              Reply.json(
                  422, "{\"type\":\"error\",\"error\":{\"message\":\"new_sensitive (1026)\"}}"));
      Submission.Refused refused =
          assertInstanceOf(
              Submission.Refused.class, engine.submit(VendorTrial.text(2560, 1440, 5)));
      assertEquals(Failure.Kind.CONTENT_REFUSED, refused.failure().kind());
      assertFalse(refused.elsewhere());
    }
  }

  @Test
  void xai() throws Exception {
    try (Engine engine = engine("xai", "/v1")) {
      vendor.on("POST /v1/videos/generations", Reply.json(200, "{\"request_id\":\"r-1\"}"));
      vendor.on(
          "GET /v1/videos/r-1",
          Reply.status(202),
          Reply.json(202, "{\"status\":\"pending\",\"progress\":0}"),
          Reply.json(
              200,
              "{\"status\":\"done\",\"video\":{\"url\":\""
                  + film()
                  + "\",\"respect_moderation\":true}}"),
          Reply.json(
              200, "{\"status\":\"done\",\"video\":{\"url\":\"\",\"respect_moderation\":false}}"),
          Reply.json(200, "{\"status\":\"expired\"}"));
      EngineJob job = submitted(engine, TEXT);
      assertFalse(vendor.requests().getFirst().text().contains("image"));
      assertInstanceOf(Progress.Running.class, engine.poll(job));
      assertInstanceOf(Progress.Queued.class, engine.poll(job));
      assertFetched(engine, job, engine.poll(job));
      assertEquals(Failure.Kind.CONTENT_REFUSED, failed(engine, job));
      assertEquals(Failure.Kind.BROKEN, failed(engine, job));
      assertInstanceOf(Cancellation.Unsupported.class, engine.cancel(job));
    }
  }

  @Test
  void vidu() throws Exception {
    try (Engine engine = engine("vidu", "/ent/v2")) {
      vendor.on(
          "POST /ent/v2/img2video", Reply.json(200, "{\"task_id\":\"88\",\"state\":\"created\"}"));
      vendor.on(
          "GET /ent/v2/tasks/88/creations",
          Reply.json(200, "{\"id\":\"88\",\"state\":\"queueing\"}"),
          Reply.json(
              200,
              "{\"id\":\"88\",\"state\":\"success\",\"creations\":[{\"url\":\"" + film() + "\"}]}"),
          Reply.json(
              200, "{\"id\":\"88\",\"state\":\"failed\",\"err_code\":\"AuditSubmitIllegal\"}"));
      vendor.on("POST /ent/v2/tasks/88/cancel", Reply.json(400, "{}"));
      EngineJob job = submitted(engine, PICTURE);
      assertEquals(
          "Token " + VendorTrial.KEY, vendor.requests().getFirst().header("Authorization"));
      assertInstanceOf(Progress.Queued.class, engine.poll(job));
      assertFetched(engine, job, engine.poll(job));
      assertEquals(Failure.Kind.CONTENT_REFUSED, failed(engine, job));
      assertInstanceOf(Cancellation.Unsupported.class, engine.cancel(job));
    }
  }

  @Test
  void wavespeed() throws Exception {
    try (Engine engine = engine("wavespeed", "/api/v3")) {
      vendor.on(
          "POST /api/v3/alibaba/wan-3.0/text-to-video",
          Reply.json(
              200,
              "{\"code\":200,\"data\":{\"id\":\"p1\",\"status\":\"created\",\"error\":\"\"}}"));
      vendor.on(
          "GET /api/v3/predictions/p1/result",
          Reply.json(200, "{\"code\":200,\"data\":{\"id\":\"p1\",\"status\":\"processing\"}}"),
          Reply.json(200, "{\"code\":500,\"message\":\"failed\",\"data\":{\"status\":\"failed\"}}"),
          Reply.json(
              200,
              "{\"code\":200,\"data\":{\"id\":\"p1\",\"status\":\"completed\",\"outputs\":[\""
                  + film()
                  + "\"]}}"),
          Reply.json(
              200,
              "{\"code\":200,\"data\":{\"id\":\"p1\",\"status\":\"failed\",\"code\":1200,"
                  + "\"error\":\"no\"}}"));
      EngineJob job = submitted(engine, TEXT);
      assertInstanceOf(Progress.Running.class, engine.poll(job));
      assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
      assertFetched(engine, job, engine.poll(job));
      assertEquals(Failure.Kind.CONTENT_REFUSED, failed(engine, job));
    }
  }

  @Test
  void kie() throws Exception {
    try (Engine engine = engine("kie", "/api/v1")) {
      vendor.on(
          "POST /api/v1/jobs/createTask",
          Reply.json(200, "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"t_1\"}}"),
          Reply.json(200, "{\"code\":402,\"msg\":\"insufficient\",\"data\":null}"),
          Reply.json(200, "{\"code\":429,\"msg\":\"slow\"}"),
          Reply.json(200, "{\"code\":455,\"msg\":\"maintenance\"}"),
          Reply.json(200, "{\"code\":422,\"msg\":\"bad duration\"}"),
          Reply.json(200, "{\"code\":501,\"msg\":\"generation failed\"}"));
      vendor.on(
          "GET /api/v1/jobs/recordInfo?taskId=t_1",
          Reply.json(200, "{\"code\":200,\"data\":{\"taskId\":\"t_1\",\"state\":\"queuing\"}}"),
          Reply.json(
              200,
              "{\"code\":200,\"data\":{\"taskId\":\"t_1\",\"state\":\"success\",\"resultJson\":"
                  + "\"{\\\"resultUrls\\\":[\\\""
                  + film()
                  + "\\\"]}\"}}"),
          Reply.json(
              200,
              "{\"code\":200,\"data\":{\"taskId\":\"t_1\",\"state\":\"fail\",\"failCode\":\"500\","
                  + "\"failMsg\":\"Internal\"}}"));
      EngineJob job = submitted(engine, TEXT);
      assertTrue(vendor.requests().getFirst().text().contains("\"mode\":\"std\""));
      assertInstanceOf(Progress.Queued.class, engine.poll(job));
      assertFetched(engine, job, engine.poll(job));
      assertEquals(Failure.Kind.BROKEN, failed(engine, job));
      assertEquals(Scope.CREDENTIAL, unavailable(engine));
      assertEquals(Scope.ENGINE, unavailable(engine));
      assertEquals(Scope.ENGINE, unavailable(engine));
      assertInstanceOf(Submission.Refused.class, engine.submit(TEXT));
      assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
      assertInstanceOf(Submission.Refused.class, engine.submit(PICTURE));
      assertEquals(6, vendor.requests("POST /api/v1/jobs/createTask").size());
    }
  }

  @Test
  void runware() throws Exception {
    try (Engine engine = engine("runware", "")) {
      String task = "{\"data\":[{\"taskUUID\":\"" + UUID + "\"";
      vendor.on(
          "POST /v1",
          request ->
              request.text().contains("getResponse")
                  ? Reply.json(200, task + ",\"status\":\"processing\"}]}")
                  : Reply.hangUp());
      assertInstanceOf(Submission.Unknown.class, engine.submit(PICTURE));
      String body = vendor.requests().getFirst().text();
      assertTrue(body.contains("\"taskUUID\":\"" + UUID + "\""), body);
      assertTrue(body.contains("[{\"inputImage\":\"data:image/png;base64,AQID\"}]"), body);
      Found.Here here =
          assertInstanceOf(Found.Here.class, engine.find(new JobKey("01JOB", Instant.EPOCH)));

      EngineJob job = new EngineJob("01JOB", here.ticket());
      vendor
          .forget("POST /v1")
          .on(
              "POST /v1",
              Reply.json(200, task + ",\"status\":\"processing\"}]}"),
              Reply.json(
                  200,
                  task + ",\"status\":\"success\",\"videoURL\":\"" + film() + "\",\"cost\":0.4}]}"),
              Reply.json(
                  400,
                  "{\"errors\":[{\"code\":\"timeoutProvider\",\"status\":\"error\",\"taskUUID\":\""
                      + UUID
                      + "\"}]}"),
              Reply.json(401, "{\"errors\":[{\"code\":\"invalidApiKey\",\"status\":\"error\"}]}"));
      assertInstanceOf(Progress.Running.class, engine.poll(job));
      Progress.Done done = assertInstanceOf(Progress.Done.class, engine.poll(job));
      assertEquals(OptionalLong.of(400_000), done.costMicros());
      assertFetched(engine, job, done);
      assertEquals(Failure.Kind.BROKEN, failed(engine, job));
      assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
      assertEquals(Scope.CREDENTIAL, unavailable(engine));
    }
  }

  @Test
  void runwareThatDoesNotKnowAJobProvesNothing() throws Exception {
    try (Engine engine = engine("runware", "")) {
      vendor.on("POST /v1", Reply.json(200, "{\"data\":[]}"), Reply.json(404, "{}"));
      JobKey key = new JobKey("01JOB", Instant.EPOCH);
      assertInstanceOf(Found.Unanswerable.class, engine.find(key));
      assertInstanceOf(Found.Unanswerable.class, engine.find(key));
    }
  }

  private Engine engine(String name, String path) throws TemplateRefused {
    Template template = Template.TEMPLATES.shipped(name);
    return TemplateEngine.open(
        TemplateSettings.standard(name),
        template,
        trial.client(URI.create(vendor.url() + path), template.credentials(VendorTrial.KEY)),
        () -> Instant.EPOCH);
  }

  private String film() {
    trial.films().on("GET /film.mp4", Reply.file(VendorTrial.FILM, "\"1\""));
    return trial.films().url() + "/film.mp4";
  }

  private void assertFetched(Engine engine, EngineJob job, Progress progress) throws IOException {
    Progress.Done done = assertInstanceOf(Progress.Done.class, progress);
    Path file = folder.resolve("film.mp4");
    assertInstanceOf(
        Fetched.Saved.class, engine.fetch(new EngineJob(job.jobId(), done.made()), file));
    assertArrayEquals(VendorTrial.FILM, Files.readAllBytes(file));
    assertEquals("", trial.films().requests().getFirst().header("Authorization"));
  }

  private static EngineJob submitted(Engine engine, Job job) {
    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(job));
    return new EngineJob(job.id(), accepted.ticket());
  }

  private static Failure.Kind failed(Engine engine, EngineJob job) {
    return assertInstanceOf(Progress.Failed.class, engine.poll(job)).failure().kind();
  }

  private static Scope unavailable(Engine engine) {
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertFalse(answer.detail().contains(VendorTrial.KEY));
    return answer.scope();
  }
}
