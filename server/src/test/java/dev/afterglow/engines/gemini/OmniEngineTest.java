package dev.afterglow.engines.gemini;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure.Kind;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.ip.Cidr;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.remote.ClientOpener;
import dev.afterglow.remote.VendorEngineContract;
import dev.afterglow.remote.templates.ModelSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Omni with a key of the Gemini API, as its documentation and client libraries say. */
final class OmniEngineTest extends VendorEngineContract {
  private static final String ID = "v1_ChdpQUFvYXI";
  private static final String CANCEL = "POST /v1beta/interactions/" + ID + "/cancel";

  @Override
  protected Engine open(URI base, ClientOpener clients) throws Exception {
    return GeminiEngine.open(
        ModelSettings.standard("omni"),
        GeminiEngine.MODELS.shipped("omni-1.2-flash"),
        new GoogleAccess.ApiKey(KEY),
        base,
        clients,
        clock);
  }

  @Override
  protected String orders() {
    return "POST /v1beta/interactions";
  }

  @Override
  protected String questions() {
    return "GET /v1beta/interactions/" + ID;
  }

  @Override
  protected Reply accepted() {
    return Reply.json(200, state("queued"));
  }

  @Override
  protected String made(String film) {
    return completed("{\"type\":\"video\",\"mime_type\":\"video/mp4\",\"uri\":\"" + film + "\"}");
  }

  private static String state(String word) {
    return "{\"id\":\"" + ID + "\",\"status\":\"" + word + "\"}";
  }

  private static String completed(String content) {
    return "{\"id\":\""
        + ID
        + "\",\"status\":\"completed\",\"steps\":[{\"type\":\"user_input\",\"content\":[{\"type\":"
        + "\"text\",\"text\":\"a tram\"}]},{\"type\":\"thought\"},{\"type\":\"model_output\","
        + "\"content\":["
        + content
        + "]}]}";
  }

  private static String error(int code, String word, String message) {
    return "{\"error\":{\"code\":"
        + code
        + ",\"status\":\""
        + word
        + "\",\"message\":\""
        + message
        + "\"}}";
  }

  @Test
  void orderRunsInTheBackgroundAndWantsAnAddress() {
    accept();
    JsonNode sent = sent();
    assertEquals("gemini-omni-1.2-flash", sent.at("/model").asString());
    assertTrue(sent.at("/background").booleanValue());
    assertEquals("8s", sent.at("/response_format/duration").asString());
    assertEquals("720p", sent.at("/response_format/resolution").asString());
    assertEquals("16:9", sent.at("/response_format/aspect_ratio").asString());
    assertEquals("uri", sent.at("/response_format/delivery").asString());
    assertEquals(KEY, upstream.requests(orders()).getFirst().header("x-goog-api-key"));
    assertFalse(upstream.requests(orders()).getFirst().path().contains(KEY));
  }

  @Test
  void pictureComesBeforeTheText() {
    upstream.on(orders(), accepted());
    engine.submit(job(new NativeFormat(720, 1280, 12), picture(ImageFormat.WEBP)));
    JsonNode sent = sent();
    assertEquals("AQID", sent.at("/input/0/data").asString());
    assertEquals("image/webp", sent.at("/input/0/mime_type").asString());
    assertEquals("image_to_video", sent.at("/generation_config/video_config/task").asString());
    assertEquals("9:16", sent.at("/response_format/aspect_ratio").asString());
  }

  @Test
  void badKeyIsABadRequestHereAndStillTheOperatorsAffair() {
    assertUnavailable(
        Scope.CREDENTIAL,
        submit(400, error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid one.")));
    assertUnavailable(
        Scope.CREDENTIAL,
        submit(400, error(400, "FAILED_PRECONDITION", "User location is not supported")));
    assertUnavailable(
        Scope.CREDENTIAL, submit(403, error(403, "PERMISSION_DENIED", "no permission")));
    assertUnavailable(
        Scope.CREDENTIAL,
        submit(429, error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted")));
    assertUnavailable(
        Scope.ENGINE, submit(429, error(429, "RESOURCE_EXHAUSTED", "Quota per minute")));
    assertUnavailable(Scope.ENGINE, submit(404, error(404, "NOT_FOUND", "no such model")));
  }

  @Test
  void refusedContentIsTakenNowhereElse() {
    assertRefused(
        Kind.CONTENT_REFUSED,
        submit(
            400,
            error(
                400,
                "INVALID_ARGUMENT",
                "The prompt violates the usage guidelines. Support code 1")));
    assertRefused(
        Kind.INVALID_INPUT, submit(400, error(400, "INVALID_ARGUMENT", "duration: 3s to 15s")));
    assertRefused(
        Kind.INVALID_INPUT, submit(400, "[" + error(400, "INVALID_ARGUMENT", "in a list") + "]"));
  }

  @Test
  void statesAreRead() {
    EngineJob running = accept();
    assertInstanceOf(Progress.Queued.class, poll(running, 200, state("queued")));
    assertInstanceOf(Progress.Running.class, poll(running, 200, state("in_progress")));
    assertFailed(Kind.BROKEN, poll(running, 200, state("failed")));
    assertFailed(Kind.BROKEN, poll(running, 500, state("failed")));
    assertFailed(Kind.BROKEN, poll(running, 200, state("cancelled")));
    assertFailed(Kind.NO_ACCESS, poll(running, 200, state("budget_exceeded")));
    assertFailed(Kind.BROKEN, poll(running, 200, completed("")));
    assertInstanceOf(Progress.Unreadable.class, poll(running, 200, state("dreaming")));
  }

  @Test
  void modelThatAnswersInWordsHasDeclined() {
    EngineJob running = accept();
    assertFailed(
        Kind.CONTENT_REFUSED,
        poll(running, 200, completed("{\"type\":\"text\",\"text\":\"I cannot make that.\"}")));
    assertFailed(
        Kind.CONTENT_REFUSED,
        poll(
            running,
            200,
            "{\"id\":\""
                + ID
                + "\",\"status\":\"failed\",\"errors\":[{\"code\":\"SAFETY\",\"message\":\"blocked\"}]}"));
  }

  @Test
  void filmIsAFileThatMayNeedAMomentMore() throws IOException {
    EngineJob running = accept();
    upstream.on(
        questions(),
        Reply.json(
            200,
            made("https://generativelanguage.googleapis.com/v1beta/files/f1:download?alt=media")));
    String file = "GET /v1beta/files/f1";
    upstream
        .on(
            file,
            Reply.json(500, "{}"),
            Reply.json(404, "{}"),
            Reply.json(200, "{\"name\":\"files/f1\",\"state\":\"PROCESSING\"}"),
            Reply.json(200, "{\"name\":\"files/f1\",\"state\":\"ACTIVE\"}"))
        .on("GET /v1beta/files/f1:download", Reply.file(FILM, "\"1\""));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(running));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(running));
    assertInstanceOf(Progress.Running.class, engine.poll(running));
    Progress.Done done = assertInstanceOf(Progress.Done.class, engine.poll(running));

    EngineJob made = new EngineJob("job_1", done.made());
    assertInstanceOf(Fetched.Saved.class, engine.fetch(made, folder.resolve("1.mp4")));
    assertArrayEquals(FILM, Files.readAllBytes(folder.resolve("1.mp4")));
    assertEquals(
        KEY,
        upstream.requests("GET /v1beta/files/f1:download").getFirst().header("x-goog-api-key"));

    upstream.on("DELETE /v1beta/files/f1", Reply.json(200, "{}"));
    engine.forget(made);
    assertEquals(1, upstream.requests("DELETE /v1beta/files/f1").size());
  }

  @Test
  void failedFileFailsTheJob() {
    EngineJob running = accept();
    upstream.on(
        "GET /v1beta/files/f1", Reply.json(200, "{\"name\":\"files/f1\",\"state\":\"FAILED\"}"));
    assertFailed(Kind.BROKEN, poll(running, 200, made(upstream.url() + "/v1beta/files/f1")));
  }

  @Test
  void redirectOfTheFilmGoesOnWithoutTheKey() throws Exception {
    try (ScriptedUpstream store = ScriptedUpstream.start()) {
      store.on("GET /signed", Reply.file(FILM, "\"1\""));
      upstream.on("GET /films/1.mp4", Reply.redirect(302, store.url() + "/signed"));
      engine.close();
      engine =
          open(
              upstream.url(),
              clients(
                  new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), Set.of(store.port()))));
      EngineJob made = finish(upstream.url() + "/films/1.mp4");
      assertInstanceOf(Fetched.Saved.class, engine.fetch(made, folder.resolve("1.mp4")));
      assertEquals(KEY, upstream.requests("GET /films/1.mp4").getFirst().header("x-goog-api-key"));
      assertEquals("", store.requests().getFirst().header("x-goog-api-key"));
    }
  }

  @Test
  void filmInsideOfTheAnswerIsCopied() throws IOException {
    EngineJob running = accept();
    String inside = Base64.getEncoder().encodeToString(FILM);
    Progress.Done done =
        assertInstanceOf(
            Progress.Done.class,
            poll(
                running,
                200,
                completed(
                    "{\"type\":\"video\",\"mime_type\":\"video/mp4\",\"data\":\""
                        + inside
                        + "\"}")));
    EngineJob made = new EngineJob("job_1", done.made());
    assertFalse(made.ticket().value().contains(inside));
    assertInstanceOf(Fetched.Saved.class, engine.fetch(made, folder.resolve("1.mp4")));
    assertArrayEquals(FILM, Files.readAllBytes(folder.resolve("1.mp4")));
    assertInstanceOf(Fetched.Again.class, engine.fetch(made, folder.resolve("1.mp4")));
  }

  @Test
  void interactionIsStopped() {
    EngineJob running = accept();
    upstream.on(
        CANCEL,
        Reply.json(200, state("cancelled")),
        Reply.json(200, state("in_progress")),
        Reply.json(400, error(400, "FAILED_PRECONDITION", "already ended")),
        Reply.json(500, "{}"));
    assertInstanceOf(Cancellation.Stopped.class, engine.cancel(running));
    assertInstanceOf(Cancellation.Asked.class, engine.cancel(running));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(running));
    assertInstanceOf(Cancellation.Unreadable.class, engine.cancel(running));
  }

  @Test
  void keyIsNotInATextOfItsRecord() {
    assertFalse(new GoogleAccess.ApiKey(KEY).toString().contains(KEY));
    assertInstanceOf(Submission.Accepted.class, submit(200, state("queued")));
  }
}
