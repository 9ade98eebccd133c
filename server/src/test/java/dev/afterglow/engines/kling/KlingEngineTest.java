package dev.afterglow.engines.kling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Found;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure.Kind;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.Reply;
import dev.afterglow.remote.ClientOpener;
import dev.afterglow.remote.VendorEngineContract;
import dev.afterglow.remote.templates.ModelSettings;
import dev.afterglow.remote.templates.VendorModel;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Kling since 3.0, as its documentation says that it answers. */
final class KlingEngineTest extends VendorEngineContract {
  private static final String TASK = "881234567890";

  @Override
  protected Engine open(URI base, ClientOpener clients) throws Exception {
    return open(base, clients, "kling-4.0");
  }

  private Engine open(URI base, ClientOpener clients, String model) throws Exception {
    return KlingEngine.open(
        ModelSettings.standard("kling"),
        KlingEngine.MODELS.shipped(model),
        client(base, clients, KlingEngine.credentials(KEY)),
        clock);
  }

  private Engine named(String model) throws Exception {
    return open(upstream.url(), clients(OutboundPolicy.publicOnly()), model);
  }

  @Override
  protected String orders() {
    return "POST /text-to-video/kling-4.0";
  }

  @Override
  protected String questions() {
    return "GET /tasks";
  }

  @Override
  protected Reply accepted() {
    return Reply.json(
        200,
        "{\"code\":0,\"message\":\"SUCCEED\",\"data\":{\"id\":\""
            + TASK
            + "\",\"status\":\"submitted\"}}");
  }

  @Override
  protected String made(String film) {
    return "{\"code\":0,\"data\":[{\"id\":\""
        + TASK
        + "\",\"status\":\"succeeded\",\"outputs\":[{\"type\":\"audio\",\"mp3_url\":\"x\"},"
        + "{\"type\":\"video\",\"url\":\""
        + film
        + "\",\"duration\":\"8.041\"}],\"billing\":[{\"charge_type\":\"cash\",\"amount\":\"1.008\","
        + "\"currency\":\"USD\"}]}]}";
  }

  private static String state(String word) {
    return "{\"code\":0,\"data\":[{\"id\":\""
        + TASK
        + "\",\"status\":\""
        + word
        + "\",\"message\":\"Failure to pass the risk control system\"}]}";
  }

  private static String error(int code) {
    return "{\"code\":" + code + ",\"message\":\"m\",\"request_id\":\"r\"}";
  }

  @Test
  void orderHasItsModelInThePathAndNoIdOfOurs() {
    accept();
    JsonNode sent = sent();
    assertEquals("a tram \"at\" dusk", sent.at("/prompt").asString());
    assertEquals("720p", sent.at("/settings/resolution").asString());
    assertEquals(8, sent.at("/settings/duration").asInt());
    assertEquals("16:9", sent.at("/settings/aspect_ratio").asString());
    assertTrue(sent.at("/options/external_task_id").isMissingNode());
    assertInstanceOf(Found.Unanswerable.class, engine.find(new JobKey("job_1", clock.instant())));
  }

  @Test
  void pictureIsBareBase64AndDecidesTheRatio() {
    upstream.on("POST /image-to-video/kling-4.0", accepted());
    engine.submit(job(new NativeFormat(1920, 1080, 20), picture(ImageFormat.PNG)));
    String order = upstream.requests("POST /image-to-video/kling-4.0").getFirst().text();
    assertTrue(order.contains("{\"type\":\"first_frame\",\"url\":\"AQID\"}"), order);
    assertTrue(order.contains("\"resolution\":\"1080p\""), order);
    assertTrue(!order.contains("aspect_ratio"), order);
  }

  @Test
  void pictureOfAnotherTypeIsNotOrdered() {
    assertRefused(
        Kind.INVALID_INPUT,
        engine.submit(job(new NativeFormat(1280, 720, 8), picture(ImageFormat.WEBP))));
    assertEquals(0, upstream.requests().size());
  }

  @Test
  void codeDecidesAndNotTheStatus() {
    for (int code : new int[] {1100, 1101, 1102, 1304}) {
      assertUnavailable(Scope.CREDENTIAL, submit(429, error(code)));
    }
    assertUnavailable(Scope.ENGINE, submit(429, error(1302)));
    assertUnavailable(Scope.ENGINE, submit(429, error(1303)));
    assertUnavailable(Scope.CREDENTIAL, submit(401, error(1004)));
    assertUnavailable(Scope.CREDENTIAL, submit(200, error(1102)));
    assertRefused(Kind.INVALID_INPUT, submit(400, error(1201)));
    assertRefused(Kind.CONTENT_REFUSED, submit(400, error(1301)));
    assertRefused(Kind.CONTENT_REFUSED, submit(200, error(1300)));
    assertUnavailable(Scope.ENGINE, submit(404, error(1203)));
    assertInstanceOf(Submission.Unknown.class, submit(500, error(5000)));
    assertInstanceOf(Submission.Unknown.class, submit(504, error(5002)));
    assertInstanceOf(Submission.Unknown.class, submit(200, error(4711)));
  }

  @Test
  void statesOfBothGenerationsAreRead() {
    EngineJob running = accept();
    assertInstanceOf(Progress.Queued.class, poll(running, 200, state("submitted")));
    assertInstanceOf(Progress.Running.class, poll(running, 200, state("processing")));
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, state("succeeded")));
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, state("dreaming")));
    assertFailed(Kind.CONTENT_REFUSED, poll(running, 200, state("failed")));
    assertFailed(Kind.CONTENT_REFUSED, poll(running, 500, state("failed")));
    assertInstanceOf(
        Progress.Queued.class,
        poll(
            running,
            200,
            "{\"code\":0,\"data\":{\"id\":\"" + TASK + "\",\"status\":\"submitted\"}}"));
    assertEquals("/tasks?task_ids=" + TASK, upstream.requests(questions()).getFirst().path());
  }

  @Test
  void costIsWhatWasTakenInDollars() {
    EngineJob running = accept();
    Progress.Done done =
        assertInstanceOf(Progress.Done.class, poll(running, 200, made(upstream.url() + "/1.mp4")));
    assertEquals(OptionalLong.of(1_008_000), done.costMicros());
  }

  @Test
  void taskThatIsNotListedIsLostOnlyAfterAWhile() {
    EngineJob running = accept();
    String nothing = "{\"code\":0,\"data\":[]}";
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, nothing));
    clock.advance(Duration.ofMinutes(6));
    assertInstanceOf(Progress.Lost.class, poll(running, 200, nothing));
    assertInstanceOf(Progress.Unreadable.class, poll(running, 429, error(1302)));
  }

  @Test
  void nothingCanBeStopped() {
    assertInstanceOf(Cancellation.Unsupported.class, engine.cancel(accept()));
  }

  @Test
  void lostAnswerIsLookedForByOurId() throws Exception {
    try (Engine third = named("kling-3.0")) {
      upstream.on("POST /text-to-video/kling-3.0", accepted());
      third.submit(job());
      assertTrue(
          upstream
              .requests("POST /text-to-video/kling-3.0")
              .getFirst()
              .text()
              .contains("\"external_task_id\":\"job_1\""));

      JobKey key = new JobKey("job_1", clock.instant());
      upstream.on(
          "GET /tasks?external_task_ids=job_1",
          Reply.json(
              200,
              "{\"code\":0,\"data\":[{\"id\":\"77\",\"external_id\":\"job_1\",\"status\":\"processing\"}]}"));
      Found.Here here = assertInstanceOf(Found.Here.class, third.find(key));
      upstream.on(
          "GET /tasks?task_ids=77",
          Reply.json(200, "{\"code\":0,\"data\":[{\"id\":\"77\",\"status\":\"processing\"}]}"));
      assertInstanceOf(Progress.Running.class, third.poll(new EngineJob("job_1", here.ticket())));

      upstream
          .forget("GET /tasks?external_task_ids=job_1")
          .on("GET /tasks?external_task_ids=job_1", Reply.json(200, "{\"code\":0,\"data\":[]}"));
      assertInstanceOf(Found.Absent.class, third.find(key));
      upstream
          .forget("GET /tasks?external_task_ids=job_1")
          .on("GET /tasks?external_task_ids=job_1", Reply.json(500, "{}"));
      assertInstanceOf(Found.Unanswerable.class, third.find(key));
    }
  }

  @Test
  void olderModelsAreAskedForBelowThePathOfTheirOrder() throws Exception {
    try (Engine older = named("kling-v3")) {
      String orders = "POST /v1/videos/image2video";
      upstream.on(
          orders,
          Reply.json(
              200, "{\"code\":0,\"data\":{\"task_id\":\"9\",\"task_status\":\"submitted\"}}"));
      Submission.Accepted accepted =
          assertInstanceOf(
              Submission.Accepted.class,
              older.submit(job(new NativeFormat(1920, 1080, 8), picture(ImageFormat.JPEG))));
      String order = upstream.requests(orders).getFirst().text();
      assertTrue(order.contains("\"mode\":\"pro\""), order);
      assertTrue(order.contains("\"duration\":\"8\""), order);
      assertTrue(order.contains("\"image\":\"AQID\""), order);

      upstream.on(
          "GET /v1/videos/image2video/9",
          Reply.json(
              200,
              "{\"code\":0,\"data\":{\"task_id\":\"9\",\"task_status\":\"succeed\",\"task_result\":"
                  + "{\"videos\":[{\"id\":\"1\",\"url\":\"https://k.example.com/1.mp4\"}]}}}"));
      assertInstanceOf(Progress.Done.class, older.poll(new EngineJob("job_1", accepted.ticket())));
    }
  }

  @Test
  void olderTasksAreLookedForInBothPlaces() throws Exception {
    try (Engine older = named("kling-v3")) {
      JobKey key = new JobKey("job_1", clock.instant());
      upstream
          .on("GET /v1/videos/text2video/job_1", Reply.json(404, error(1203)))
          .on("GET /v1/videos/image2video/job_1", Reply.json(404, error(1203)));
      assertInstanceOf(Found.Absent.class, older.find(key));
      upstream
          .forget("GET /v1/videos/image2video/job_1")
          .on(
              "GET /v1/videos/image2video/job_1",
              Reply.json(
                  200,
                  "{\"code\":0,\"data\":{\"task_id\":\"9\",\"task_status\":\"processing\","
                      + "\"task_info\":{\"external_task_id\":\"job_1\"}}}"));
      Found.Here here = assertInstanceOf(Found.Here.class, older.find(key));
      assertTrue(here.ticket().value().contains("/v1/videos/image2video"), here::toString);
    }
  }

  @Test
  void keysThatTokensAreMadeOfAreInNoDetail() throws Exception {
    try (Engine signed =
        KlingEngine.open(
            ModelSettings.standard("kling"),
            KlingEngine.MODELS.shipped("kling-4.0"),
            client(
                upstream.url(),
                clients(OutboundPolicy.publicOnly()),
                KlingEngine.credentials("AK-0123456789", "SK-9876543210", clock)),
            clock)) {
      upstream.on(
          orders(), Reply.json(401, "{\"code\":1002,\"message\":\"no such key AK-0123456789\"}"));
      Submission answer = signed.submit(job());
      assertUnavailable(Scope.CREDENTIAL, answer);
      assertTrue(!answer.toString().contains("AK-0123456789"), answer::toString);
    }
  }

  @Test
  void everyShippedModelCanBeRead() throws Exception {
    for (String name : KlingEngine.MODELS.names()) {
      VendorModel model = KlingEngine.MODELS.shipped(name);
      assertTrue(model.capabilities().covers(new NativeFormat(1280, 720, 10), true), name);
      assertEquals(!name.startsWith("kling-4.0"), model.namesJobs(), name);
    }
    assertTrue(
        KlingEngine.MODELS
            .shipped("kling-4.0")
            .capabilities()
            .covers(new NativeFormat(1080, 1920, 20), true));
  }
}
