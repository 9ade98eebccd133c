package dev.afterglow.engines.dashscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure.Kind;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Wan at Model Studio, as its documentation and its users say that it answers. */
final class DashscopeEngineTest extends VendorEngineContract {
  private static final String TASK = "0385dc79-5ff8-4d82-bcb6-000000000001";

  @Override
  protected Engine open(URI base, ClientOpener clients) throws Exception {
    return open(base, clients, DashscopeEngine.MODELS.shipped("wan-3.0"));
  }

  private Engine open(URI base, ClientOpener clients, VendorModel model) {
    return DashscopeEngine.open(
        ModelSettings.standard("wan"),
        model,
        client(base, clients, DashscopeEngine.credentials(KEY)),
        clock);
  }

  @Override
  protected String orders() {
    return "POST /api/v1/services/aigc/video-generation/video-synthesis";
  }

  @Override
  protected String questions() {
    return "GET /api/v1/tasks/" + TASK;
  }

  @Override
  protected Reply accepted() {
    return Reply.json(
        200,
        "{\"output\":{\"task_status\":\"PENDING\",\"task_id\":\""
            + TASK
            + "\"},\"request_id\":\"r\"}");
  }

  @Override
  protected String made(String film) {
    return "{\"request_id\":\"r\",\"output\":{\"task_id\":\""
        + TASK
        + "\",\"task_status\":\"SUCCEEDED\",\"video_url\":\""
        + film
        + "\"},\"usage\":{\"duration\":16,\"SR\":720}}";
  }

  private static String state(String word) {
    return "{\"output\":{\"task_id\":\"" + TASK + "\",\"task_status\":\"" + word + "\"}}";
  }

  @Test
  void orderSaysEverythingThatHasADefaultThatCosts() {
    accept();
    JsonNode sent = sent();
    assertEquals("wan3.0-video", sent.at("/model").asString());
    assertEquals("a tram \"at\" dusk", sent.at("/input/prompt").asString());
    assertEquals("720P", sent.at("/parameters/resolution").asString());
    assertEquals("16:9", sent.at("/parameters/ratio").asString());
    assertEquals(8, sent.at("/parameters/duration").asInt());
    assertTrue(sent.at("/parameters/duration").isInt());
    assertTrue(sent.at("/parameters/audio").booleanValue());
    assertTrue(sent.at("/parameters/watermark").isBoolean());
    assertEquals("enable", upstream.requests(orders()).getFirst().header("X-DashScope-Async"));
    assertEquals("Bearer " + KEY, upstream.requests(orders()).getFirst().header("Authorization"));
  }

  @Test
  void pictureIsTheFirstFrameAndDecidesTheRatio() {
    upstream.on(orders(), accepted());
    engine.submit(job(new NativeFormat(1080, 1920, 20), picture(ImageFormat.WEBP)));
    JsonNode sent = sent();
    assertEquals("first_frame", sent.at("/input/media/0/type").asString());
    assertEquals("data:image/webp;base64,AQID", sent.at("/input/media/0/url").asString());
    assertEquals("adaptive", sent.at("/parameters/ratio").asString());
    assertEquals("1080P", sent.at("/parameters/resolution").asString());
    assertEquals(20, sent.at("/parameters/duration").asInt());
  }

  @Test
  void olderModelsTakeTheirSizesWithAnAsterisk() throws Exception {
    try (Engine older =
        open(
            upstream.url(),
            clients(OutboundPolicy.publicOnly()),
            DashscopeEngine.MODELS.shipped("wan-2.2"))) {
      upstream.on(orders(), accepted());
      older.submit(job(new NativeFormat(1080, 1920, 5), Optional.empty()));
      assertEquals("1080*1920", sent().at("/parameters/size").asString());
      older.submit(job(new NativeFormat(1920, 1080, 5), picture(ImageFormat.PNG)));
      assertEquals("wan2.2-i2v-plus", sent().at("/model").asString());
      assertEquals("data:image/png;base64,AQID", sent().at("/input/img_url").asString());
      assertEquals("1080P", sent().at("/parameters/resolution").asString());
    }
  }

  @Test
  void modelMayHaveAnotherName() throws Exception {
    VendorModel model = DashscopeEngine.MODELS.shipped("wan-3.0").called("wan3.0-video-2026-10-01");
    try (Engine other = open(upstream.url(), clients(OutboundPolicy.publicOnly()), model)) {
      upstream.on(orders(), accepted());
      other.submit(job());
      assertEquals("wan3.0-video-2026-10-01", sent().at("/model").asString());
    }
  }

  @Test
  void sizeWithoutAWordIsNotOrdered() {
    Submission answer = engine.submit(job(new NativeFormat(1792, 1024, 8), Optional.empty()));
    assertRefused(Kind.INVALID_INPUT, answer);
    assertEquals(0, upstream.requests().size());
  }

  @Test
  void refusalsAreToldApartByTheirCode() {
    assertRefused(
        Kind.CONTENT_REFUSED,
        submit(400, "{\"code\":\"DataInspectionFailed\",\"message\":\"Input data may contain\"}"));
    assertRefused(
        Kind.CONTENT_REFUSED,
        submit(400, "{\"code\":\"data_inspection_failed\",\"message\":\"\"}"));
    assertRefused(
        Kind.CONTENT_REFUSED, submit(400, "{\"code\":\"IPInfringementSuspect\",\"message\":\"\"}"));
    assertRefused(
        Kind.INVALID_INPUT,
        submit(400, "{\"code\":\"InvalidParameter.Duration\",\"message\":\"2 to 30\"}"));
    assertRefused(
        Kind.INVALID_INPUT, submit(400, "{\"code\":\"InvalidURL\",\"message\":\"no picture\"}"));
  }

  @Test
  void accountInArrearsIsTheOperatorsAffairWhateverTheStatus() {
    assertUnavailable(
        Scope.CREDENTIAL, submit(400, "{\"code\":\"Arrearage\",\"message\":\"overdue\"}"));
    assertUnavailable(
        Scope.CREDENTIAL, submit(401, "{\"code\":\"InvalidApiKey\",\"message\":\"\"}"));
    assertUnavailable(
        Scope.CREDENTIAL,
        submit(403, "{\"code\":\"AllocationQuota.FreeTierOnly\",\"message\":\"\"}"));
    assertUnavailable(
        Scope.CREDENTIAL, submit(403, "{\"code\":\"Model.AccessDenied\",\"message\":\"\"}"));
  }

  @Test
  void throttledOrderAndUnknownModelWait() {
    assertUnavailable(
        Scope.ENGINE, submit(429, "{\"code\":\"Throttling.RateQuota\",\"message\":\"\"}"));
    assertUnavailable(Scope.ENGINE, submit(404, "{\"code\":\"ModelNotFound\",\"message\":\"\"}"));
  }

  @Test
  void brokenVendorMayHaveTakenTheOrder() {
    assertInstanceOf(
        Submission.Unknown.class,
        submit(500, "{\"code\":\"InternalError.Timeout\",\"message\":\"\"}"));
  }

  @Test
  void statesAreRead() {
    EngineJob running = accept();
    assertInstanceOf(Progress.Queued.class, poll(running, 200, state("PENDING")));
    assertInstanceOf(Progress.Running.class, poll(running, 200, state("RUNNING")));
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, state("DREAMING")));
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, state("SUCCEEDED")));
    assertFailed(Kind.BROKEN, poll(running, 200, state("CANCELED")));
  }

  @Test
  void failedTaskIsToldByItsCodeEvenUnderAServerError() {
    EngineJob running = accept();
    String failed =
        "{\"output\":{\"task_id\":\"%s\",\"task_status\":\"FAILED\",\"code\":\"%s\",\"message\":\"m\"}}";
    assertFailed(
        Kind.CONTENT_REFUSED,
        poll(running, 200, failed.replaceFirst("%s", TASK).replace("%s", "DataInspectionFailed")));
    assertFailed(
        Kind.INVALID_INPUT,
        poll(running, 200, failed.replaceFirst("%s", TASK).replace("%s", "InvalidParameter")));
    assertFailed(
        Kind.BROKEN,
        poll(running, 500, failed.replaceFirst("%s", TASK).replace("%s", "InternalError")));
  }

  @Test
  void taskThatIsUnknownRightAfterItsOrderIsNotLostYet() {
    EngineJob running = accept();
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, state("UNKNOWN")));
    clock.advance(Duration.ofMinutes(6));
    assertInstanceOf(Progress.Lost.class, poll(running, 200, state("UNKNOWN")));
  }

  @Test
  void onlyAWaitingTaskCanBeStopped() {
    EngineJob running = accept();
    String cancel = "POST /api/v1/tasks/" + TASK + "/cancel";
    upstream.on(cancel, Reply.json(200, "{\"request_id\":\"r\"}"));
    assertInstanceOf(Cancellation.Asked.class, engine.cancel(running));
    upstream.forget(cancel).on(cancel, Reply.json(400, "{\"code\":\"UnsupportedOperation\"}"));
    assertInstanceOf(Cancellation.Unsupported.class, engine.cancel(running));
    upstream.forget(cancel).on(cancel, Reply.json(500, "{}"));
    assertInstanceOf(Cancellation.Unreadable.class, engine.cancel(running));
  }

  @Test
  void regionsHaveTheirAddresses() {
    assertEquals(
        URI.create("https://dashscope-intl.aliyuncs.com"),
        DashscopeEngine.url("ap-southeast-1", Optional.empty()));
    assertEquals(
        URI.create("https://ws-1.us-east-1.maas.aliyuncs.com"),
        DashscopeEngine.url("us-east-1", Optional.of("ws-1")));
    assertThrows(
        IllegalArgumentException.class, () -> DashscopeEngine.url("us-east-1", Optional.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> DashscopeEngine.url("mars", Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> DashscopeEngine.url("us-east-1", Optional.of("evil.example.com/")));
  }

  @Test
  void everyShippedModelCanBeRead() throws Exception {
    for (String name : DashscopeEngine.MODELS.names()) {
      VendorModel model = DashscopeEngine.MODELS.shipped(name);
      assertTrue(model.capabilities().fromPicture() && model.capabilities().fromText(), name);
    }
    for (int seconds : new int[] {4, 8, 12, 16, 20}) {
      assertTrue(
          DashscopeEngine.MODELS
              .shipped("wan-3.0")
              .capabilities()
              .covers(new NativeFormat(1080, 1920, seconds), true));
    }
  }
}
