package dev.afterglow.engines.openai;

import static dev.afterglow.engines.EngineBench.accepted;
import static dev.afterglow.engines.EngineBench.job;
import static dev.afterglow.engines.EngineBench.pictureJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineBench;
import dev.afterglow.engines.Failure;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and stops, as the relatives of the OpenAI video API answer them. */
final class OpenAiEngineTest {
  private static final String ORDER = "POST /v1/videos";
  private static final Reply ACCEPTED =
      Reply.json(200, "{\"id\":\"video_gen_1\",\"object\":\"video\",\"status\":\"queued\"}");
  private static final Reply ONE_MODEL =
      Reply.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"/models/wan\"}]}");

  private ScriptedUpstream upstream;
  private Engine engine;

  @BeforeEach
  void start() throws IOException {
    upstream = ScriptedUpstream.start().on("GET /v1/models", ONE_MODEL).on(ORDER, ACCEPTED);
    engine = open("vllm-omni", Optional.empty());
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    upstream.close();
  }

  // --- Orders

  @Test
  void vllmOmniGetsOneFormWithTheNameItServes() {
    assertEquals("video_gen_1", ticket(engine.submit(job())));
    String form = order();
    assertTrue(
        upstream
            .requests(ORDER)
            .getFirst()
            .header("content-type")
            .startsWith("multipart/form-data; boundary="));
    assertField(form, "model", "/models/wan");
    assertField(form, "prompt", "a tram");
    assertField(form, "seconds", "8");
    assertField(form, "size", "1280x720");
    assertField(form, "fps", "24");
    assertField(form, "seed", "7");
    assertFalse(form.contains("input_reference"), form);
    assertEquals(1, upstream.requests(ORDER).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vllm-omni", "sglang", "aquiles", "canonical"})
  void pictureGoesAlongAsAFile(String flavour) {
    try (Engine local = open(flavour, Optional.empty())) {
      assertEquals("video_gen_1", ticket(local.submit(pictureJob())));
    }
    String form = order();
    assertTrue(
        form.contains(
            "name=\"input_reference\"; filename=\"picture.png\"\r\nContent-Type: image/png\r\n\r\n"),
        form);
    assertTrue(form.contains("PNG"), form);
  }

  @Test
  void openRouterGetsResolutionRatioAndTheFirstFrame() {
    try (Engine cloud = open("openrouter", Optional.of("alibaba/wan-3.0"))) {
      upstream
          .forget(ORDER)
          .on(
              ORDER,
              Reply.json(
                  202,
                  "{\"id\":\"job-abc\",\"polling_url\":\"/api/v1/videos/job-abc\",\"status\":\"pending\"}"));
      assertEquals("job-abc", ticket(cloud.submit(job())));
      assertEquals(
          "{\"model\":\"alibaba/wan-3.0\",\"prompt\":\"a tram\",\"duration\":8,\"resolution\":\"720p\",\"aspect_ratio\":\"16:9\",\"generate_audio\":true,\"seed\":7}",
          order());
      cloud.submit(pictureJob());
      assertTrue(
          order()
              .endsWith(
                  "\"frame_images\":[{\"type\":\"image_url\",\"frame_type\":\"first_frame\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw==\"}}]}"),
          order());
    }
    assertEquals(List.of(), upstream.requests("GET /v1/models"), "the operator named the model");
  }

  @Test
  void togetherGetsSecondsAsTextAndBareBase64() {
    try (Engine cloud = open("together", Optional.of("minimax/h3"))) {
      cloud.submit(pictureJob());
    }
    assertEquals(
        "{\"model\":\"minimax/h3\",\"prompt\":\"a tram\",\"seconds\":\"8\",\"width\":1280,\"height\":720,\"seed\":7,\"frame_images\":[{\"input_image\":\"iVBORw==\",\"frame\":0}]}",
        order());
  }

  @Test
  void engineThatTakesNoPicturesIsNotAskedForOne() {
    OpenAiSettings all = settings("vllm-omni", Optional.empty());
    var textOnly =
        new Capabilities(
            all.capabilities().sizes(),
            all.capabilities().lengths(),
            all.capabilities().framesPerSecond(),
            true,
            false,
            false,
            false);
    OpenAiSettings settings =
        new OpenAiSettings(
            "gpu",
            all.flavour(),
            all.model(),
            textOnly,
            24,
            all.capacity(),
            all.pollInterval(),
            all.download());
    try (Engine local =
        OpenAiEngine.open(settings, EngineBench.client(upstream), EngineBench.TIME)) {
      var refused = assertInstanceOf(Submission.Refused.class, local.submit(pictureJob()));
      assertTrue(refused.elsewhere());
    }
    assertEquals(List.of(), upstream.requests(ORDER));
  }

  // --- The served model

  @Test
  void servedNameIsAskedForOnceAndAgainAfterARefusal() {
    engine.submit(job());
    engine.submit(job());
    assertEquals(1, upstream.requests("GET /v1/models").size());
    String mismatch =
        "{\"error\":{\"message\":\"Model mismatch: request specifies 'a' but server is running 'b'.\",\"type\":\"Bad Request\",\"param\":null,\"code\":400}}";
    upstream.forget(ORDER).on(ORDER, Reply.json(400, mismatch), ACCEPTED);
    assertEquals(Scope.ENGINE, unavailable(engine.submit(job())).scope(), "not the client's fault");
    assertEquals("video_gen_1", ticket(engine.submit(job())));
    assertEquals(2, upstream.requests("GET /v1/models").size());
  }

  @Test
  void publicNameIsKeptWhereItIsServedOrNoListExists() {
    for (Reply list :
        List.of(
            Reply.json(200, "{\"data\":[{\"id\":\"other\"},{\"id\":\"sora-2\"}]}"),
            Reply.json(200, "{\"data\":[]}"),
            Reply.json(200, "[]"),
            Reply.json(404, "{\"detail\":\"Not Found\"}"))) {
      upstream.forget("GET /v1/models").on("GET /v1/models", list);
      try (Engine local = open("canonical", Optional.empty())) {
        assertEquals("video_gen_1", ticket(local.submit(job())));
      }
      assertField(order(), "model", "sora-2");
    }
  }

  @Test
  void nothingIsOrderedWhileTheNameCannotBeTold() {
    for (Reply list :
        List.of(
            Reply.json(200, "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"),
            Reply.json(500, "{}"),
            Reply.json(503, "{}"),
            Reply.hangUp())) {
      upstream.forget("GET /v1/models").on("GET /v1/models", list);
      assertEquals(Scope.ENGINE, unavailable(engine.submit(job())).scope());
    }
    upstream
        .forget("GET /v1/models")
        .on("GET /v1/models", Reply.json(401, "{\"error\":\"Unauthorized\"}"));
    assertEquals(Scope.CREDENTIAL, unavailable(engine.submit(job())).scope());
    assertEquals(List.of(), upstream.requests(ORDER));
  }

  // --- Answers to orders

  @Test
  void busyEngineKeepsTheJobInOurLine() {
    for (int status : List.of(409, 429, 503)) {
      Reply busy =
          Reply.json(status, "{\"detail\":\"The limit of 1 concurrent tasks has been reached.\"}")
              .header("Retry-After", "7");
      upstream.forget(ORDER).on(ORDER, busy);
      Submission.Unavailable answer = unavailable(engine.submit(job()));
      assertEquals(Scope.ENGINE, answer.scope());
      assertEquals(Duration.ofSeconds(7), answer.retryAfter());
    }
    assertEquals(3, upstream.requests(ORDER).size(), "one order for each submit");
  }

  @Test
  void operatorsKeyAndAccountAreNobodyElsesFault() {
    for (Reply reply :
        List.of(
            Reply.json(401, "{\"error\":\"Unauthorized\"}"),
            Reply.json(402, "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}"),
            Reply.json(403, "{\"detail\":\"Invalid API key\"}"),
            Reply.json(429, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"x\"}}"),
            Reply.json(400, "{\"error\":{\"code\":\"billing_hard_limit_reached\"}}"))) {
      upstream.forget(ORDER).on(ORDER, reply);
      assertEquals(Scope.CREDENTIAL, unavailable(engine.submit(job())).scope());
    }
  }

  @Test
  void refusedContentIsTakenToNoOtherEngine() {
    for (Reply reply :
        List.of(
            Reply.json(400, "{\"error\":{\"code\":\"moderation_blocked\",\"message\":\"no\"}}"),
            Reply.json(400, "{\"error\":{\"message\":\"violates our content policy\"}}"),
            Reply.json(
                403,
                "{\"error\":{\"code\":403,\"message\":\"flagged\",\"metadata\":{\"reasons\":[\"violence\"],\"flagged_input\":\"a\"}}}"))) {
      upstream.forget(ORDER).on(ORDER, reply);
      var refused = assertInstanceOf(Submission.Refused.class, engine.submit(job()));
      assertEquals(Failure.Kind.CONTENT_REFUSED, refused.failure().kind());
      assertFalse(refused.elsewhere());
    }
  }

  @Test
  void refusedInputMayGoElsewhere() {
    upstream
        .forget(ORDER)
        .on(
            ORDER,
            Reply.json(
                400, "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"Field required\"}]}"));
    var refused = assertInstanceOf(Submission.Refused.class, engine.submit(job()));
    assertEquals(Failure.Kind.INVALID_INPUT, refused.failure().kind());
    assertTrue(refused.elsewhere());
    assertTrue(refused.failure().detail().contains("Field required"));
  }

  @Test
  void orderWithoutAReadableAnswerIsUnclearAndNotRepeated() {
    for (Reply reply :
        List.of(
            Reply.hangUp(),
            ACCEPTED.cutAfter(ACCEPTED.headBytes() + 9),
            ACCEPTED.resetAfter(20),
            Reply.bytes(200, "<html>fine</html>".getBytes(StandardCharsets.UTF_8)),
            Reply.json(200, "{}"),
            Reply.json(200, "[]"),
            Reply.json(200, "null"),
            Reply.json(200, "{\"id\":{\"a\":1}}"),
            Reply.json(200, "{\"id\":\"../../admin\"}"),
            Reply.json(200, "{\"id\":\"..\"}"),
            Reply.json(200, "{\"id\":\"\"}"),
            Reply.json(200, "[".repeat(100_000)),
            Reply.json(500, "{\"error\":{\"message\":\"boom\"}}"),
            Reply.json(502, "<html>"),
            Reply.json(504, ""),
            Reply.redirect(307, "http://127.0.0.1:1/v1/videos"))) {
      int before = upstream.requests(ORDER).size();
      upstream.forget(ORDER).on(ORDER, reply);
      assertInstanceOf(Submission.Unknown.class, engine.submit(job()));
      assertEquals(before + 1, upstream.requests(ORDER).size());
    }
    assertFalse(engine.repeatable());
  }

  @Test
  void deadEngineHasCertainlyNotGotTheJob() throws IOException {
    engine.submit(job());
    upstream.close();
    assertEquals(Scope.ENGINE, unavailable(engine.submit(job())).scope());
  }

  @Test
  void keyIsInNoDetail() {
    String echo =
        "{\"error\":{\"message\":\"Incorrect API key provided: "
            + EngineBench.KEY
            + "\\n<script>\"}}";
    for (int status : List.of(400, 401, 429, 500)) {
      upstream.forget(ORDER).on(ORDER, Reply.json(status, echo));
      String said = engine.submit(job()).toString();
      assertFalse(said.contains(EngineBench.KEY), said);
      assertFalse(said.contains("\n"), said);
    }
    upstream.on("GET /v1/videos/v1", Reply.json(500, echo));
    assertFalse(engine.poll(accepted("v1")).toString().contains(EngineBench.KEY));
    upstream.on("DELETE /v1/videos/v1", Reply.json(500, echo));
    assertFalse(engine.cancel(accepted("v1")).toString().contains(EngineBench.KEY));
  }

  // --- Stops

  @Test
  void deletedJobHasStopped() {
    for (Reply reply :
        List.of(
            Reply.json(200, "{\"id\":\"v1\",\"deleted\":true,\"object\":\"video.deleted\"}"),
            Reply.json(200, "{\"id\":\"v1\",\"object\":\"video\",\"status\":\"deleted\"}"),
            Reply.status(204))) {
      assertInstanceOf(Cancellation.Stopped.class, cancelled(reply));
    }
  }

  @Test
  void otherAnswersToAStopAreNotTakenForOne() {
    assertInstanceOf(
        Cancellation.Asked.class,
        cancelled(Reply.json(409, "{\"detail\":\"Cancellation in progress\"}")));
    assertInstanceOf(Cancellation.Asked.class, cancelled(Reply.json(200, "{}")));
    assertInstanceOf(
        Cancellation.TooLate.class, cancelled(Reply.json(404, "{\"detail\":\"Not Found\"}")));
    assertInstanceOf(Cancellation.Unsupported.class, cancelled(Reply.json(405, "{}")));
    assertInstanceOf(Cancellation.Unreadable.class, cancelled(Reply.json(500, "{}")));
    assertInstanceOf(Cancellation.Unreadable.class, cancelled(Reply.hangUp()));
  }

  @Test
  void cloudThatCannotStopIsNotAsked() {
    try (Engine cloud = open("openrouter", Optional.of("alibaba/wan-3.0"))) {
      assertInstanceOf(Cancellation.Unsupported.class, cloud.cancel(accepted("job-abc")));
      cloud.forget(accepted("job-abc"));
    }
    assertEquals(List.of(), upstream.requests());
  }

  @Test
  void finishedJobIsDeletedAtTheEngine() {
    upstream.on("DELETE /v1/videos/v1", Reply.json(200, "{\"deleted\":true}"));
    engine.forget(accepted("{\"id\":\"v1\",\"film\":\"http://elsewhere/film.mp4\"}"));
    assertEquals(1, upstream.requests("DELETE /v1/videos/v1").size());
  }

  private Cancellation cancelled(Reply reply) {
    upstream.forget("DELETE /v1/videos/v1").on("DELETE /v1/videos/v1", reply);
    return engine.cancel(accepted("v1"));
  }

  private String order() {
    return upstream.requests(ORDER).getLast().text();
  }

  private Engine open(String flavour, Optional<String> model) {
    return OpenAiEngine.open(
        settings(flavour, model), EngineBench.client(upstream), EngineBench.TIME);
  }

  private static OpenAiSettings settings(String flavour, Optional<String> model) {
    Flavour shipped = Flavour.shipped(flavour);
    return OpenAiSettings.standard(
        "gpu", shipped, model, ModelFamily.shipped(shipped.family().orElse("wan-3.0")));
  }

  private static String ticket(Submission answer) {
    return assertInstanceOf(Submission.Accepted.class, answer).ticket().value();
  }

  private static Submission.Unavailable unavailable(Submission answer) {
    return assertInstanceOf(Submission.Unavailable.class, answer);
  }

  private static void assertField(String form, String name, String value) {
    assertTrue(form.contains("name=\"" + name + "\"\r\n\r\n" + value + "\r\n"), form);
  }
}
