package dev.afterglow.engines.openai;

import static dev.afterglow.engines.EngineBench.accepted;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.EngineBench;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.ip.Cidr;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls and films, as the relatives of the OpenAI video API answer them. */
final class OpenAiProgressTest {
  private static final byte[] FILM = "a film of noise".getBytes(StandardCharsets.UTF_8);
  private static final EngineJob JOB = accepted("video_gen_1");
  private static final String POLL = "GET /v1/videos/video_gen_1";

  @TempDir Path folder;
  private ScriptedUpstream upstream;
  private Engine engine;

  @BeforeEach
  void start() throws IOException {
    upstream = ScriptedUpstream.start();
    engine = open("vllm-omni", EngineBench.client(upstream));
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    upstream.close();
  }

  // --- Polls

  @ParameterizedTest
  @ValueSource(strings = {"queued", "pending", "NOT_START", "In-Queue"})
  void waitingHasManyNames(String word) {
    assertInstanceOf(Progress.Queued.class, polled(job(word, "0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"in_progress", "processing", "IN_PROGRESS", "running"})
  void runningHasManyNames(String word) {
    assertInstanceOf(Progress.Running.class, polled(job(word, "0")));
  }

  @Test
  void progressIsTakenForWhatItCanBe() {
    assertEquals(OptionalInt.of(42), percent("42"));
    assertEquals(OptionalInt.of(42), percent("\"42%\""));
    assertEquals(OptionalInt.of(99), percent("100"));
    assertEquals(OptionalInt.of(99), percent("1e300"));
    assertEquals(OptionalInt.of(0), percent("-7"));
    for (String nonsense : List.of("null", "\"soon\"", "\"NaN\"", "{}", "[]", "true")) {
      assertEquals(OptionalInt.empty(), percent(nonsense), nonsense);
    }
  }

  @Test
  void failedJobIsHeardWhateverTheStatus() {
    String failed =
        "{\"id\":\"video_gen_1\",\"object\":\"video\",\"status\":\"failed\",\"prompt\":\"nsfw\",\"error\":{\"code\":500,\"message\":\"Stage 0 died\"}}";
    for (int status : List.of(200, 400, 500, 503)) {
      Failure failure =
          assertInstanceOf(Progress.Failed.class, polled(Reply.json(status, failed))).failure();
      assertEquals(Failure.Kind.BROKEN, failure.kind());
      assertTrue(failure.detail().contains("Stage 0 died"), failure.detail());
    }
  }

  @Test
  void failuresAreToldApart() {
    assertEquals(Failure.Kind.INVALID_INPUT, failed("{\"code\":400,\"message\":\"bad size\"}"));
    assertEquals(Failure.Kind.BROKEN, failed("{\"message\":\"Model generation failed.\"}"));
    assertEquals(Failure.Kind.BROKEN, failed("{\"code\":\"generation_error\",\"message\":\"x\"}"));
    assertEquals(Failure.Kind.BROKEN, failed("\"the provider gave up\""));
    assertEquals(Failure.Kind.BROKEN, failed("null"));
    assertEquals(
        Failure.Kind.CONTENT_REFUSED,
        failed("{\"code\":\"moderation_blocked\",\"message\":\"x\"}"));
    assertEquals(Failure.Kind.CONTENT_REFUSED, failed("\"flagged as sensitive (E005)\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "expired", "deleted", "FAILURE"})
  void otherEndsAreFailures(String word) {
    assertInstanceOf(Progress.Failed.class, polled(job(word, "0")));
  }

  /** One HTTP 500 on a poll must never end a job whose film may yet be made. */
  @Test
  void failedPollSaysNothingAboutTheJob() {
    for (Reply reply :
        List.of(
            Reply.json(500, "{\"error\":{\"code\":500,\"message\":\"boom\"}}"),
            Reply.json(500, "{\"status\":\"error\",\"message\":\"bad gateway\"}"),
            Reply.json(502, "{\"status\":\"failed\",\"id\":\"somebody-else\"}"),
            Reply.json(500, "{\"status\":500,\"error\":\"Internal Server Error\"}"),
            Reply.json(429, "{}"),
            Reply.json(401, "{\"error\":\"Unauthorized\"}"),
            Reply.json(403, "{}"),
            Reply.json(400, "{}"),
            Reply.json(200, "{}"),
            Reply.json(200, "null"),
            Reply.json(200, "[]"),
            Reply.json(200, "{\"status\":null}"),
            Reply.json(200, "{\"status\":[\"failed\"]}"),
            Reply.json(200, "{\"status\":\"resting\"}"),
            Reply.json(200, "{".repeat(100_000)),
            Reply.json(200, "<html>"),
            Reply.redirect(302, "http://127.0.0.1:1/"),
            job("failed", "0").cutAfter(60),
            Reply.hangUp())) {
      assertInstanceOf(Progress.Unreadable.class, polled(reply));
    }
  }

  @Test
  void busyPollIsRepeatedWhenTheEngineSays() {
    Progress answer = polled(Reply.json(429, "{}").header("Retry-After", "30"));
    assertEquals(Duration.ofSeconds(30), ((Progress.Unreadable) answer).next());
  }

  @Test
  void jobThatARestartForgotIsLost() {
    assertInstanceOf(
        Progress.Lost.class, polled(Reply.json(404, "{\"detail\":\"Video not found\"}")));
    assertInstanceOf(Progress.Lost.class, polled(Reply.json(410, "")));
  }

  @Test
  void lyingSizesAndLengthsAreNotLookedAt() {
    Reply reply =
        Reply.json(
            200,
            "{\"id\":\"video_gen_1\",\"status\":\"completed\",\"size\":\"1x1\",\"seconds\":\"-9\",\"progress\":0,\"duration_s\":\"x\"}");
    assertEquals("video_gen_1", made(polled(reply)));
  }

  @Test
  void gatewaysThatWrapTheJobAreUnderstood() {
    assertEquals(
        "video_gen_1",
        made(
            polled(
                Reply.json(
                    200,
                    "{\"code\":\"success\",\"data\":{\"status\":\"SUCCESS\",\"progress\":\"100%\"}}"))));
  }

  @Test
  void costAndSignedAddressAreTakenFromOpenRouter() {
    Engine cloud = open("openrouter", EngineBench.client(upstream));
    upstream.on(
        "GET /v1/videos/video_gen_1",
        Reply.json(
            200,
            "{\"id\":\"video_gen_1\",\"status\":\"completed\",\"urls\":[\"https://cdn.example/f.mp4?s=1\"],\"unsigned_urls\":[\"https://x/y\"],\"usage\":{\"cost\":0.5125}}"));
    var done = assertInstanceOf(Progress.Done.class, cloud.poll(JOB));
    assertEquals(
        "{\"id\":\"video_gen_1\",\"film\":\"https://cdn.example/f.mp4?s=1\"}", done.made().value());
    assertEquals(OptionalLong.of(512_500), done.costMicros());
    cloud.close();
  }

  @Test
  void priceThatIsNoneIsNotBooked() {
    try (Engine cloud = open("together", EngineBench.client(upstream))) {
      for (String cost : List.of("-1", "\"free\"", "1e300", "null", "{}")) {
        upstream
            .forget(POLL)
            .on(
                POLL,
                Reply.json(200, "{\"status\":\"completed\",\"outputs\":{\"cost\":" + cost + "}}"));
        assertEquals(
            OptionalLong.empty(),
            assertInstanceOf(Progress.Done.class, cloud.poll(JOB)).costMicros());
      }
    }
  }

  // --- Films

  @Test
  void filmIsFetchedWithTheKeyAndNoVariant() throws IOException {
    upstream.on("GET /v1/videos/video_gen_1/content", Reply.file(FILM, "\"1\""));
    Path file = folder.resolve("film");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(JOB, file));
    assertArrayEquals(FILM, Files.readAllBytes(file));
    ScriptedUpstream.Request request = upstream.requests().getFirst();
    assertEquals("/v1/videos/video_gen_1/content", request.path());
    assertEquals("Bearer " + EngineBench.KEY, request.header("Authorization"));
  }

  @Test
  void filmOnAnotherHostIsFetchedWithoutTheKeyAndOnlyWherePermitted() throws IOException {
    try (ScriptedUpstream cdn =
        ScriptedUpstream.start().on("GET /f.mp4", Reply.file(FILM, "\"1\""))) {
      EngineJob made = filmAt(cdn.url() + "/f.mp4");
      assertInstanceOf(Fetched.Gone.class, engine.fetch(made, folder.resolve("no")));
      assertFalse(Files.exists(folder.resolve("no")));
      assertEquals(List.of(), cdn.requests(), "a private address needs the operator's permission");

      OutboundPolicy policy =
          new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), Set.of(cdn.port()));
      EngineClient client =
          EngineBench.client(URI.create(upstream.url() + "/v1"), EngineBench.KEY, policy);
      try (Engine permitted = open("sglang", client)) {
        assertInstanceOf(Fetched.Saved.class, permitted.fetch(made, folder.resolve("film")));
      }
      assertEquals("", cdn.requests().getFirst().header("Authorization"));
    }
  }

  @Test
  void contentThatRedirectsElsewhereTakesNoKeyAlong() throws IOException {
    try (ScriptedUpstream cdn =
        ScriptedUpstream.start().on("GET /f.mp4", Reply.file(FILM, "\"1\""))) {
      upstream.on("GET /v1/videos/video_gen_1/content", Reply.redirect(302, cdn.url() + "/f.mp4"));
      Fetched answer = engine.fetch(JOB, folder.resolve("film"));
      assertInstanceOf(Fetched.Gone.class, answer);
      assertEquals(List.of(), cdn.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://localhost/f",
        "http://[::1]/f"
      })
  void addressesOfTheInsideAreNeverFetched(String address) {
    assertInstanceOf(Fetched.Gone.class, engine.fetch(filmAt(address), folder.resolve("f")));
    assertFalse(Files.exists(folder.resolve("f")));
  }

  @Test
  void filmThatDoesNotComeLeavesNoFile() {
    for (Reply reply :
        List.of(
            Reply.json(404, "{\"detail\":\"Generation is still in-progress\"}"),
            Reply.json(500, "x"),
            Reply.json(422, "{}"),
            Reply.bytes(200, FILM).cutAfter(Reply.bytes(200, FILM).headBytes()),
            Reply.bytes(200, new byte[2 << 20]))) {
      upstream
          .forget("GET /v1/videos/video_gen_1/content")
          .on("GET /v1/videos/video_gen_1/content", reply);
      assertFalse(engine.fetch(JOB, folder.resolve("f")) instanceof Fetched.Saved);
      assertFalse(Files.exists(folder.resolve("f")));
    }
  }

  private static EngineJob filmAt(String address) {
    return accepted("{\"id\":\"video_gen_1\",\"film\":\"" + address + "\"}");
  }

  private Progress polled(Reply reply) {
    upstream.forget(POLL).on(POLL, reply);
    return engine.poll(JOB);
  }

  private Failure.Kind failed(String error) {
    Reply reply =
        Reply.json(
            200,
            "{\"id\":\"video_gen_1\",\"status\":\"failed\",\"prompt\":\"nsfw\",\"error\":"
                + error
                + "}");
    return assertInstanceOf(Progress.Failed.class, polled(reply)).failure().kind();
  }

  private OptionalInt percent(String progress) {
    return assertInstanceOf(Progress.Running.class, polled(job("in_progress", progress))).percent();
  }

  private static String made(Progress progress) {
    return assertInstanceOf(Progress.Done.class, progress).made().value();
  }

  private static Reply job(String status, String progress) {
    return Reply.json(
        200,
        "{\"id\":\"video_gen_1\",\"object\":\"video\",\"status\":\""
            + status
            + "\",\"progress\":"
            + progress
            + "}");
  }

  private static Engine open(String flavour, EngineClient client) {
    Flavour shipped = Flavour.shipped(flavour);
    OpenAiSettings usual =
        OpenAiSettings.standard(
            "gpu",
            shipped,
            Optional.of("m"),
            ModelFamily.shipped(shipped.family().orElse("wan-3.0")));
    return OpenAiEngine.open(
        new OpenAiSettings(
            usual.name(),
            usual.flavour(),
            usual.model(),
            usual.capabilities(),
            usual.framesPerSecond(),
            usual.capacity(),
            usual.pollInterval(),
            EngineBench.BRIEF),
        client,
        EngineBench.TIME);
  }
}
