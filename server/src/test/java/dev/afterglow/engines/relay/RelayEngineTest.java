package dev.afterglow.engines.relay;

import static dev.afterglow.engines.EngineBench.accepted;
import static dev.afterglow.engines.EngineBench.job;
import static dev.afterglow.engines.EngineBench.pictureJob;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineBench;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Model;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.remote.templates.TemplateRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract's shape as an upstream, with every answer that servers of it were seen to give. */
final class RelayEngineTest {
  private static final String ORDER = "POST /v1/videos/generations";
  private static final String POLL = "GET /v1/tasks/task_9";
  private static final String CANCEL = "POST /v1/tasks/task_9/cancel";
  private static final EngineJob TASK = accepted("task_9");
  private static final Reply ACCEPTED =
      Reply.json(
          200, "{\"code\":200,\"data\":[{\"status\":\"submitted\",\"task_id\":\"task_9\"}]}");

  @TempDir Path folder;
  private ScriptedUpstream upstream;
  private Engine engine;

  @BeforeEach
  void start() throws IOException {
    upstream = ScriptedUpstream.start().on(ORDER, ACCEPTED);
    engine = open("afterglow");
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    upstream.close();
  }

  // --- Orders

  @Test
  void orderIsTheContractsUnderAKeyOfOurs() {
    assertEquals("task_9", ticket(engine.submit(job())));
    ScriptedUpstream.Request order = upstream.requests(ORDER).getLast();
    assertEquals(
        "{\"model\":\"sora-2\",\"prompt\":\"a tram\",\"duration\":8,\"resolution\":\"720p\",\"aspect_ratio\":\"16:9\",\"seed\":7}",
        order.text());
    assertEquals("task_01J", order.header("Idempotency-Key"));
    assertEquals("Bearer " + EngineBench.KEY, order.header("Authorization"));
  }

  @Test
  void pictureTravelsInTheOrderToAnotherAfterglow() {
    engine.submit(pictureJob());
    String order = upstream.requests(ORDER).getLast().text();
    assertTrue(order.contains("\"image_urls\":[\"data:image/png;base64,iVBORw==\"]"), order);
    assertFalse(order.contains("aspect_ratio"), order);
  }

  @Test
  void pictureIsUploadedFirstWhereOnlyLinksAreTaken() {
    upstream.on(
        "POST /v1/uploads/images", Reply.json(200, "{\"url\":\"https://cdn.example/a.png\"}"));
    try (Engine apimart = open("apimart")) {
      assertEquals("task_9", ticket(apimart.submit(pictureJob())));
      assertFalse(apimart.repeatable());
      assertInstanceOf(Cancellation.Unsupported.class, apimart.cancel(TASK));
    }
    String order = upstream.requests(ORDER).getLast().text();
    assertTrue(order.contains("\"image_urls\":[\"https://cdn.example/a.png\"]"), order);
    assertTrue(upstream.requests("POST /v1/uploads/images").getLast().text().contains("PNG"));
  }

  @Test
  void failedUploadMeansThatNothingWasOrdered() {
    try (Engine apimart = open("apimart")) {
      for (Reply reply :
          List.of(
              Reply.json(500, "{}"),
              Reply.json(200, "{}"),
              Reply.json(429, "{}"),
              Reply.json(404, "{}"),
              Reply.hangUp())) {
        upstream.forget("POST /v1/uploads/images").on("POST /v1/uploads/images", reply);
        assertInstanceOf(Submission.Unavailable.class, apimart.submit(pictureJob()));
      }
      upstream
          .forget("POST /v1/uploads/images")
          .on("POST /v1/uploads/images", Reply.json(401, "{}"));
      assertEquals(Scope.CREDENTIAL, unavailable(apimart.submit(pictureJob())).scope());
      upstream
          .forget("POST /v1/uploads/images")
          .on("POST /v1/uploads/images", Reply.json(413, "{}"));
      assertInstanceOf(Submission.Refused.class, apimart.submit(pictureJob()));
    }
    assertEquals(List.of(), upstream.requests(ORDER));
  }

  @Test
  void modelMayHaveAnotherNameThere() {
    RelaySettings usual = RelaySettings.standard("relay", RelayFlavour.shipped("apimart"));
    RelaySettings renamed =
        new RelaySettings(
            usual.name(),
            usual.flavour(),
            Map.of(Model.SORA_2, "wan-3.0"),
            usual.capabilities(),
            usual.capacity(),
            usual.pollInterval(),
            usual.download());
    try (Engine other = RelayEngine.open(renamed, EngineBench.client(upstream), EngineBench.TIME)) {
      other.submit(job());
    }
    String order = upstream.requests(ORDER).getLast().text();
    assertTrue(order.startsWith("{\"model\":\"wan-3.0\","), order);
  }

  @Test
  void everyVersionOfTheAnswerIsRead() {
    for (Reply reply :
        List.of(
            ACCEPTED,
            Reply.json(
                202,
                "{\"code\":202,\"request_id\":\"r\",\"data\":{\"id\":\"task_9\",\"object\":\"generation.task\",\"status\":\"pending\"}}"),
            Reply.json(
                200, "{\"code\":200,\"data\":{\"task_id\":\"task_9\",\"status\":\"submitted\"}}"),
            Reply.json(
                200,
                "{\"id\":\"task_9\",\"object\":\"video.generation.task\",\"status\":\"pending\"}"))) {
      upstream.forget(ORDER).on(ORDER, reply);
      assertEquals("task_9", ticket(engine.submit(job())));
    }
  }

  @Test
  void answersToOrdersMeanWhatTheyProve() {
    for (int status : List.of(429, 503)) {
      assertEquals(Scope.ENGINE, unavailable(ordered(error(status, "busy"))).scope());
    }
    for (int status : List.of(401, 402, 403)) {
      assertEquals(Scope.CREDENTIAL, unavailable(ordered(error(status, "no"))).scope());
    }
    var refused = assertInstanceOf(Submission.Refused.class, ordered(error(400, "duration")));
    assertTrue(refused.elsewhere());
    refused = assertInstanceOf(Submission.Refused.class, ordered(error(400, "内容审核未通过")));
    assertFalse(refused.elsewhere());
    assertEquals(Failure.Kind.CONTENT_REFUSED, refused.failure().kind());
    for (Reply reply :
        List.of(
            error(500, "boom"),
            error(502, "boom"),
            Reply.hangUp(),
            ACCEPTED.cutAfter(ACCEPTED.headBytes() + 20),
            Reply.json(200, "{\"code\":200,\"data\":[]}"),
            Reply.json(200, "{\"code\":200,\"data\":[{\"task_id\":\"../x\"}]}"),
            Reply.json(200, "{\"code\":200,\"data\":\"task_9\"}"),
            Reply.json(200, "null"))) {
      int before = upstream.requests(ORDER).size();
      assertInstanceOf(Submission.Unknown.class, ordered(reply));
      assertEquals(before + 1, upstream.requests(ORDER).size(), "never repeated by itself");
    }
  }

  @Test
  void statusInTheBodyOfA200IsTheStatus() {
    assertEquals(
        Scope.CREDENTIAL,
        unavailable(ordered(Reply.json(200, "{\"code\":402,\"message\":\"no credits\"}"))).scope());
    assertEquals(
        Scope.ENGINE,
        unavailable(ordered(Reply.json(200, "{\"error\":{\"code\":\"429\",\"message\":\"x\"}}")))
            .scope());
    assertInstanceOf(Submission.Unknown.class, ordered(Reply.json(200, "{\"code\":500}")));
  }

  @Test
  void keyThatIsKnownThereMeansThatATaskMayExist() {
    assertTrue(engine.repeatable());
    for (int status : List.of(409, 422)) {
      assertInstanceOf(Submission.Unknown.class, ordered(error(status, "Idempotency-Key")));
    }
  }

  @Test
  void repeatedOrderIsTheSameToTheLetter() {
    upstream.forget(ORDER).on(ORDER, Reply.hangUp(), ACCEPTED);
    assertInstanceOf(Submission.Unknown.class, engine.submit(pictureJob()));
    assertEquals("task_9", ticket(engine.submit(pictureJob())));
    List<ScriptedUpstream.Request> orders = upstream.requests(ORDER);
    assertArrayEquals(orders.get(0).body(), orders.get(1).body());
    assertEquals(orders.get(0).header("Idempotency-Key"), orders.get(1).header("Idempotency-Key"));
  }

  // --- Polls

  @Test
  void statesHaveManyNames() {
    assertInstanceOf(Progress.Queued.class, polled("\"status\":\"pending\""));
    assertInstanceOf(Progress.Queued.class, polled("\"status\":\"submitted\""));
    var running =
        assertInstanceOf(
            Progress.Running.class, polled("\"status\":\"processing\",\"progress\":140"));
    assertEquals(OptionalInt.of(99), running.percent());
    assertInstanceOf(Progress.Failed.class, polled("\"status\":\"cancelled\""));
  }

  @Test
  void filmsAddressStandsInAnArrayOrAlone() {
    for (String film :
        List.of(
            "\"result\":{\"videos\":[{\"url\":[\"https://c.example/f.mp4\"],\"expires_at\":1}]}",
            "\"result\":{\"videos\":[{\"url\":\"https://c.example/f.mp4\"}]}",
            "\"result\":{\"videos\":[\"https://c.example/f.mp4\"]}",
            "\"video_url\":\"https://c.example/f.mp4\"")) {
      var done =
          assertInstanceOf(
              Progress.Done.class, polled("\"status\":\"completed\",\"cost\":0.8," + film));
      assertEquals("{\"id\":\"task_9\",\"film\":\"https://c.example/f.mp4\"}", done.made().value());
      assertEquals(OptionalLong.of(800_000), done.costMicros());
    }
  }

  @Test
  void taskMayStandInAnArray() {
    upstream.on(
        POLL,
        Reply.json(200, "{\"code\":200,\"data\":[{\"id\":\"task_9\",\"status\":\"pending\"}]}"));
    assertInstanceOf(Progress.Queued.class, engine.poll(TASK));
  }

  @Test
  void failuresAreToldApart() {
    assertEquals(
        Failure.Kind.CONTENT_REFUSED,
        failed("{\"code\":400,\"reason\":\"content_refused\",\"message\":\"x\"}"));
    assertEquals(
        Failure.Kind.INVALID_INPUT,
        failed("{\"code\":400,\"reason\":\"input_refused\",\"message\":\"x\"}"));
    assertEquals(
        Failure.Kind.BROKEN,
        failed("{\"code\":502,\"reason\":\"engine_failed\",\"message\":\"x\"}"));
    assertEquals(Failure.Kind.CONTENT_REFUSED, failed("{\"message\":\"blocked by moderation\"}"));
    assertEquals(Failure.Kind.BROKEN, failed("\"died\""));
    assertEquals(Failure.Kind.BROKEN, failed("null"));
  }

  @Test
  void failedPollSaysNothingAboutTheTask() {
    for (Reply reply :
        List.of(
            error(500, "boom"),
            error(429, "slow down"),
            error(401, "key"),
            Reply.json(502, "{\"status\":\"error\"}"),
            Reply.json(200, "{\"code\":200,\"data\":{}}"),
            Reply.json(200, "{\"code\":200,\"data\":{\"id\":\"task_9\",\"status\":\"completed\"}}"),
            Reply.json(
                200,
                "{\"code\":200,\"data\":{\"id\":\"task_9\",\"status\":\"completed\",\"result\":{\"videos\":[{\"url\":[\"a b\"]}]}}}"),
            Reply.json(200, "<html>"),
            Reply.hangUp())) {
      upstream.forget(POLL).on(POLL, reply);
      assertInstanceOf(Progress.Unreadable.class, engine.poll(TASK));
    }
    upstream.forget(POLL).on(POLL, error(404, "no such task"));
    assertInstanceOf(Progress.Lost.class, engine.poll(TASK));
  }

  @Test
  void keyIsInNoDetail() {
    Reply echo = error(500, "your key " + EngineBench.KEY);
    assertFalse(ordered(echo).toString().contains(EngineBench.KEY));
    upstream.on(POLL, echo).on(CANCEL, echo);
    assertFalse(engine.poll(TASK).toString().contains(EngineBench.KEY));
    assertFalse(engine.cancel(TASK).toString().contains(EngineBench.KEY));
  }

  // --- Stops and films

  @Test
  void stopIsAskedForAndHeard() {
    assertInstanceOf(
        Cancellation.Stopped.class,
        cancelled(
            Reply.json(
                200, "{\"code\":200,\"data\":{\"id\":\"task_9\",\"status\":\"cancelled\"}}")));
    assertInstanceOf(
        Cancellation.Asked.class,
        cancelled(
            Reply.json(
                200,
                "{\"code\":200,\"data\":{\"id\":\"task_9\",\"status\":\"processing\",\"cancel_requested\":true}}")));
    assertInstanceOf(Cancellation.TooLate.class, cancelled(error(409, "too late")));
    assertInstanceOf(Cancellation.Unreadable.class, cancelled(error(500, "x")));
  }

  @Test
  void filmsLinkIsFetchedFromTheServerItself() throws IOException {
    byte[] film = "film".getBytes(StandardCharsets.UTF_8);
    upstream.on("GET /v/task_9.mp4", Reply.file(film, "\"1\""));
    EngineJob made = filmAt(upstream.url() + "/v/task_9.mp4?sig=1");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(made, folder.resolve("film")));
    assertArrayEquals(film, Files.readAllBytes(folder.resolve("film")));
    upstream.on("GET /v/gone.mp4", error(410, "expired"));
    assertInstanceOf(
        Fetched.Gone.class,
        engine.fetch(filmAt(upstream.url() + "/v/gone.mp4"), folder.resolve("g")));
  }

  private static EngineJob filmAt(String address) {
    return accepted("{\"id\":\"task_9\",\"film\":\"" + address + "\"}");
  }

  @Test
  void shapesThatCannotWorkAreRefused() throws IOException {
    assertThrows(
        IllegalArgumentException.class, () -> RelayFlavour.shipped("apimart").idempotent(true));
    for (String text :
        List.of(
            "{}",
            "{\"order\":{}}",
            "{\"order\":{},\"pictures\":\"by post\"}",
            "{\"order\":{},\"pictures\":\"inline\"}",
            "{\"order\":{\"a\":\"{{b}}\"},\"pictures\":\"none\"}",
            "{\"order\":{},\"pictures\":\"none\",\"headers\":{\"Host\":\"x\"}}")) {
      Path file = Files.writeString(folder.resolve("shape.json"), text);
      assertThrows(TemplateRefused.class, () -> RelayFlavour.read(file), text);
    }
  }

  private Submission ordered(Reply reply) {
    upstream.forget(ORDER).on(ORDER, reply);
    return engine.submit(job());
  }

  private Progress polled(String members) {
    upstream
        .forget(POLL)
        .on(POLL, Reply.json(200, "{\"code\":200,\"data\":{\"id\":\"task_9\"," + members + "}}"));
    return engine.poll(TASK);
  }

  private Failure.Kind failed(String error) {
    return assertInstanceOf(
            Progress.Failed.class, polled("\"status\":\"failed\",\"error\":" + error))
        .failure()
        .kind();
  }

  private Cancellation cancelled(Reply reply) {
    upstream.forget(CANCEL).on(CANCEL, reply);
    return engine.cancel(TASK);
  }

  private Engine open(String flavour) {
    return RelayEngine.open(
        RelaySettings.standard("relay", RelayFlavour.shipped(flavour)),
        EngineBench.client(upstream),
        EngineBench.TIME);
  }

  private static Reply error(int status, String message) {
    return Reply.json(
        status,
        "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"type\":\"t\"}}");
  }

  private static String ticket(Submission answer) {
    return assertInstanceOf(Submission.Accepted.class, answer).ticket().value();
  }

  private static Submission.Unavailable unavailable(Submission answer) {
    return assertInstanceOf(Submission.Unavailable.class, answer);
  }
}
