package dev.afterglow.engines.ark;

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
import dev.afterglow.net.Reply;
import dev.afterglow.remote.ClientOpener;
import dev.afterglow.remote.VendorEngineContract;
import dev.afterglow.remote.templates.ModelSettings;
import dev.afterglow.remote.templates.VendorModel;
import java.net.URI;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Seedance at Ark, as its documentation and its client library say that it answers. */
final class ArkEngineTest extends VendorEngineContract {
  private static final String TASK = "cgt-20261102-x7k";
  private static final String DELETE = "DELETE /api/v3/contents/generations/tasks/" + TASK;

  @Override
  protected Engine open(URI base, ClientOpener clients) throws Exception {
    return ArkEngine.open(
        ModelSettings.standard("seedance"),
        ArkModels.shipped("seedance-2.5"),
        client(URI.create(base + "/api/v3"), clients, ArkEngine.credentials(KEY)),
        clock);
  }

  @Override
  protected String orders() {
    return "POST /api/v3/contents/generations/tasks";
  }

  @Override
  protected String questions() {
    return "GET /api/v3/contents/generations/tasks/" + TASK;
  }

  @Override
  protected Reply accepted() {
    return Reply.json(200, "{\"id\":\"" + TASK + "\"}");
  }

  @Override
  protected String made(String film) {
    return "{\"id\":\""
        + TASK
        + "\",\"model\":\"m\",\"status\":\"succeeded\",\"content\":{\"video_url\":\""
        + film
        + "\"},\"usage\":{\"total_tokens\":172800},\"duration\":8}";
  }

  private static String state(String word) {
    return "{\"id\":\"" + TASK + "\",\"status\":\"" + word + "\"}";
  }

  private static String error(String code) {
    return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\",\"type\":\"t\"}}";
  }

  private static String failed(String code) {
    return "{\"id\":\"" + TASK + "\",\"status\":\"failed\"," + error(code).substring(1);
  }

  @Test
  void orderHoldsContentAndSettings() {
    accept();
    JsonNode sent = sent();
    assertEquals("dreamina-seedance-2-5-260628", sent.at("/model").asString());
    assertEquals("text", sent.at("/content/0/type").asString());
    assertEquals("a tram \"at\" dusk", sent.at("/content/0/text").asString());
    assertEquals("720p", sent.at("/resolution").asString());
    assertEquals("16:9", sent.at("/ratio").asString());
    assertEquals(8, sent.at("/duration").asInt());
    assertTrue(sent.at("/generate_audio").booleanValue());
    assertTrue(sent.at("/watermark").isBoolean());
  }

  @Test
  void pictureIsTheFirstFrameWithItsOwnRatio() {
    upstream.on(orders(), accepted());
    engine.submit(job(new NativeFormat(720, 1280, 20), picture(ImageFormat.JPEG)));
    JsonNode sent = sent();
    assertEquals("first_frame", sent.at("/content/1/role").asString());
    assertEquals("data:image/jpeg;base64,AQID", sent.at("/content/1/image_url/url").asString());
    assertEquals("adaptive", sent.at("/ratio").asString());
  }

  @Test
  void refusalsAreToldApartByTheirCode() {
    for (String code :
        new String[] {
          "InputTextSensitiveContentDetected",
          "InputTextRiskDetection",
          "InputImageSensitiveContentDetected.PrivacyInformation",
          "OutputVideoSensitiveContentDetected.PolicyViolation"
        }) {
      assertRefused(Kind.CONTENT_REFUSED, submit(400, error(code)));
    }
    assertRefused(Kind.INVALID_INPUT, submit(400, error("InvalidParameter")));
    assertRefused(Kind.INVALID_INPUT, submit(400, error("MissingParameter")));
  }

  @Test
  void operatorsTroubleAndPassingTroubleAreToldApart() {
    assertUnavailable(Scope.CREDENTIAL, submit(401, error("AuthenticationError")));
    assertUnavailable(Scope.CREDENTIAL, submit(403, error("AccountOverdueError")));
    assertUnavailable(Scope.CREDENTIAL, submit(404, error("ModelNotOpen")));
    assertUnavailable(Scope.ENGINE, submit(404, error("InvalidEndpointOrModel.NotFound")));
    assertUnavailable(Scope.ENGINE, submit(429, error("RateLimitExceeded.EndpointRPMExceeded")));
    assertUnavailable(Scope.ENGINE, submit(429, error("ServerOverloaded")));
    assertInstanceOf(Submission.Unknown.class, submit(500, error("InternalServiceError")));
  }

  @Test
  void statesAreRead() {
    EngineJob running = accept();
    assertInstanceOf(Progress.Queued.class, poll(running, 200, state("queued")));
    assertInstanceOf(Progress.Running.class, poll(running, 200, state("running")));
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, state("dreaming")));
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, state("succeeded")));
    assertFailed(Kind.BROKEN, poll(running, 200, state("expired")));
    assertFailed(Kind.BROKEN, poll(running, 200, state("cancelled")));
  }

  @Test
  void failureIsAnAnswerOfSuccessAndMayBeOneOfAServerError() {
    EngineJob running = accept();
    assertFailed(
        Kind.CONTENT_REFUSED, poll(running, 200, failed("OutputVideoSensitiveContentDetected")));
    assertFailed(Kind.BROKEN, poll(running, 200, failed("InternalServiceError")));
    assertFailed(Kind.BROKEN, poll(running, 500, failed("InternalServiceError")));
  }

  @Test
  void serverErrorWithAnotherStatusWordIsNotTheJob() {
    EngineJob running = accept();
    assertInstanceOf(
        Progress.Unreadable.class, poll(running, 500, "{\"status\":\"failed\",\"error\":\"x\"}"));
  }

  @Test
  void waitingTaskIsTakenOutOfTheQueue() {
    EngineJob waiting = accept();
    upstream.on(questions(), Reply.json(200, state("queued"))).on(DELETE, Reply.json(200, "{}"));
    assertInstanceOf(Cancellation.Stopped.class, engine.cancel(waiting));
    assertEquals(1, upstream.requests(DELETE).size());
  }

  @Test
  void taskThatHasEndedIsNotDeletedByAStop() {
    EngineJob running = accept();
    upstream.on(questions(), Reply.json(200, made(upstream.url() + "/1.mp4")));
    upstream.on(DELETE, Reply.json(200, "{}"));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(running));
    assertEquals(0, upstream.requests(DELETE).size());
  }

  @Test
  void runningTaskCannotBeStopped() {
    EngineJob running = accept();
    upstream
        .on(questions(), Reply.json(200, state("running")), Reply.json(200, state("queued")))
        .on(DELETE, Reply.json(400, error("InvalidAction.RunningTaskDeletion")));
    assertInstanceOf(Cancellation.Unsupported.class, engine.cancel(running));
    assertEquals(0, upstream.requests(DELETE).size());
    assertInstanceOf(Cancellation.Unsupported.class, engine.cancel(running));
    assertEquals(1, upstream.requests(DELETE).size());
  }

  @Test
  void unreadableStateStopsNothing() {
    EngineJob running = accept();
    upstream.on(questions(), Reply.json(500, "{}")).on(DELETE, Reply.json(200, "{}"));
    assertInstanceOf(Cancellation.Unreadable.class, engine.cancel(running));
    assertEquals(0, upstream.requests(DELETE).size());
  }

  @Test
  void vendorsCopyIsDeletedOnceOursIsSafe() {
    upstream.on(DELETE, Reply.json(200, "{}"));
    engine.forget(finish(upstream.url() + "/1.mp4"));
    assertEquals(1, upstream.requests(DELETE).size());
  }

  @Test
  void lostAnswerCannotBeLookedFor() {
    assertInstanceOf(Found.Unanswerable.class, engine.find(new JobKey("job_1", clock.instant())));
  }

  @Test
  void idThatClimbsIsNone() {
    upstream.on(orders(), Reply.json(200, "{\"id\":\"../../admin\"}"));
    assertInstanceOf(Submission.Unknown.class, engine.submit(job()));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(ticket("../../admin")));
    assertEquals(1, upstream.requests().size());
  }

  @Test
  void modelHasAnotherNameInChina() throws Exception {
    VendorModel model = ArkModels.shipped("seedance-2.5");
    assertEquals("doubao-seedance-2-5-260628", ArkEngine.at(ArkEngine.VOLCENGINE, model).id());
    assertEquals(model.id(), ArkEngine.at(ArkEngine.BYTEPLUS, model).id());
    assertEquals(
        "doubao-seedance-1-5-pro-251215",
        ArkEngine.at(ArkEngine.VOLCENGINE, ArkModels.shipped("seedance-1.5-pro")).id());
    assertEquals("ep-1", ArkEngine.at(ArkEngine.VOLCENGINE, model.called("ep-1")).id());
  }

  @Test
  void everyShippedModelCanBeRead() throws Exception {
    for (String name : ArkModels.SHIPPED) {
      VendorModel model = ArkModels.shipped(name);
      assertTrue(model.capabilities().covers(new NativeFormat(1280, 720, 8), true), name);
    }
  }
}
