package dev.afterglow.engines.fal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorTrial;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

/** fal's queue as its clients and documentation describe it, and as it goes wrong. */
final class FalEngineTest {
  static final List<String> SHIPPED = FalModel.SHIPPED;
  private static final String SUBMIT = "POST /alibaba/wan-3.0/text-to-video";
  private static final String JOB = "/alibaba/wan-3.0/requests/7c1d";
  private static final Job TEXT = VendorTrial.text(1280, 720, 8);

  @TempDir Path folder;
  private final VendorTrial trial = new VendorTrial();
  private final ScriptedUpstream fal = trial.vendor();
  private Engine engine;

  @BeforeEach
  void open() throws TemplateRefused {
    engine = engine(FalModel.shipped("wan-3.0"));
  }

  @AfterEach
  void close() {
    engine.close();
    trial.close();
  }

  @Test
  void filmFromTextIsOrderedAskedForAndFetchedFromAnotherHost() throws IOException {
    fal.on(SUBMIT, accepted());
    fal.on(
        "GET " + JOB + "/status",
        Reply.json(202, "{\"status\":\"IN_QUEUE\",\"queue_position\":3}"),
        Reply.json(202, "{\"status\":\"IN_PROGRESS\",\"logs\":null}"),
        Reply.json(200, "{\"status\":\"COMPLETED\",\"error\":null}"));
    fal.on(
        "GET " + JOB,
        Reply.json(200, "{\"video\":{\"url\":\"" + trial.films().url() + "/f/out.mp4\"}}"));
    trial.films().on("GET /f/out.mp4", Reply.file(VendorTrial.FILM, "\"1\""));

    EngineJob job = submitted(TEXT);
    assertInstanceOf(Progress.Queued.class, engine.poll(job));
    Progress.Running running = assertInstanceOf(Progress.Running.class, engine.poll(job));
    assertTrue(running.percent().isEmpty());
    Progress.Done done = assertInstanceOf(Progress.Done.class, engine.poll(job));
    Path film = folder.resolve("film.mp4");
    assertInstanceOf(
        Fetched.Saved.class, engine.fetch(new EngineJob(job.jobId(), done.made()), film));

    assertArrayEquals(VendorTrial.FILM, Files.readAllBytes(film));
    ScriptedUpstream.Request order = fal.requests().getFirst();
    assertEquals("Key " + VendorTrial.KEY, order.header("Authorization"));
    assertEquals(
        "{\"expiration_duration_seconds\":86400}",
        order.header("X-Fal-Object-Lifecycle-Preference"));
    assertEquals(
        "{\"prompt\":\"a \\\"tram\\\" at dusk\",\"resolution\":\"720p\",\"aspect_ratio\":\"16:9\","
            + "\"duration\":8}",
        order.text());
    assertEquals("", trial.films().requests().getFirst().header("Authorization"));
  }

  @Test
  void filmFromPictureCarriesThePictureAndFollowsItsShape() {
    fal.on("POST /alibaba/wan-3.0/image-to-video", accepted());
    submitted(VendorTrial.picture(720, 1280, 4));
    String body = fal.requests().getFirst().text();
    assertTrue(body.contains("\"start_image_url\":\"data:image/png;base64,AQID\""), body);
    assertTrue(body.contains("\"aspect_ratio\":\"adaptive\""), body);
  }

  @Test
  void resolutionMayStandInTheModelsIdAndLengthsMayBeTexts() throws TemplateRefused {
    try (Engine kling = engine(FalModel.shipped("kling-3.0"))) {
      fal.on(
          "POST /fal-ai/kling-video/v3/pro/text-to-video",
          Reply.json(200, "{\"request_id\":\"k1\"}"));
      Submission.Accepted accepted =
          assertInstanceOf(
              Submission.Accepted.class, kling.submit(VendorTrial.text(1920, 1080, 8)));
      assertTrue(fal.requests().getFirst().text().contains("\"duration\":\"8\""));
      fal.on(
          "GET /fal-ai/kling-video/requests/k1/status",
          Reply.json(202, "{\"status\":\"IN_QUEUE\"}"));
      assertInstanceOf(
          Progress.Queued.class, kling.poll(new EngineJob("01JOB", accepted.ticket())));
    }
  }

  /** An operator finds a job at the vendor and names it. */
  @Test
  void jobOfWhichOnlyTheIdIsKnownIsAskedForWhereJobsUsuallyAre() {
    EngineJob found = new EngineJob("01JOB", new Ticket("7c1d"));
    fal.on("GET " + JOB + "/status", Reply.json(200, "{\"status\":\"COMPLETED\"}"));
    fal.on("GET " + JOB, Reply.json(200, "{\"video\":{\"url\":\"https://v.fal.media/1.mp4\"}}"));
    fal.on("PUT " + JOB + "/cancel", Reply.status(200));
    Progress.Done done = assertInstanceOf(Progress.Done.class, engine.poll(found));
    assertTrue(done.made().value().contains("https://v.fal.media/1.mp4"), done::toString);
    assertInstanceOf(Cancellation.Stopped.class, engine.cancel(found));
    EngineJob odd = new EngineJob("01JOB", new Ticket("../../x?y"));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(odd));
    assertEquals(3, fal.requests().size());
  }

  @Test
  void addressesOfOtherOriginsAreNeverAsked() {
    String elsewhere = trial.films().url().toString();
    fal.on(
        SUBMIT,
        Reply.json(
            200,
            "{\"request_id\":\"7c1d\",\"status_url\":\""
                + elsewhere
                + "/s\",\"response_url\":\""
                + elsewhere
                + "/r\",\"cancel_url\":\""
                + elsewhere
                + "/c\"}"));
    fal.on("GET " + JOB + "/status", Reply.json(202, "{\"status\":\"IN_PROGRESS\"}"));
    EngineJob job = submitted(TEXT);
    assertInstanceOf(Progress.Running.class, engine.poll(job));
    engine.cancel(job);
    assertEquals(List.of(), trial.films().requests());
  }

  @ParameterizedTest
  @CsvSource({
    "401, CREDENTIAL",
    "402, CREDENTIAL",
    "403, CREDENTIAL",
    "404, ENGINE",
    "409, ENGINE",
    "429, ENGINE",
    "503, ENGINE"
  })
  void orderThatCannotBeTakenNowIsKept(int status, Scope scope) {
    fal.on(SUBMIT, Reply.json(status, "{\"detail\":\"no " + VendorTrial.KEY + "\"}"));
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertEquals(scope, answer.scope());
    assertFalse(answer.detail().contains(VendorTrial.KEY), answer.detail());
    assertEquals(1, fal.requests().size());
  }

  @Test
  void pauseThatFalAsksForIsKept() {
    fal.on(SUBMIT, Reply.json(429, "{}").header("Retry-After", "17"));
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertEquals(Duration.ofSeconds(17), answer.retryAfter());
  }

  @Test
  void refusedContentIsTakenToNobodyElse() {
    fal.on(
        SUBMIT,
        Reply.json(
            422,
            "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"no\","
                + "\"type\":\"content_policy_violation\"}]}"));
    Submission.Refused refused = assertInstanceOf(Submission.Refused.class, engine.submit(TEXT));
    assertEquals(Failure.Kind.CONTENT_REFUSED, refused.failure().kind());
    assertFalse(refused.elsewhere());
  }

  @Test
  void refusedInputMayBeTakenElsewhere() {
    fal.on(
        SUBMIT,
        Reply.json(
            422, "{\"detail\":[{\"msg\":\"Input should be 5\",\"type\":\"literal_error\"}]}"));
    Submission.Refused refused = assertInstanceOf(Submission.Refused.class, engine.submit(TEXT));
    assertEquals(Failure.Kind.INVALID_INPUT, refused.failure().kind());
    assertTrue(refused.elsewhere());
    assertTrue(refused.failure().detail().contains("literal_error: Input should be 5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"7c1d\"",
        "{\"request_id\":{}}",
        "{\"request_id\":\"../x\"}",
        "<html>"
      })
  void successWithoutReadableIdIsUnknown(String body) {
    fal.on(SUBMIT, Reply.json(200, body));
    assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
  }

  @Test
  void brokenServerOrCutAnswerIsUnknownAndNeverRepeated() {
    fal.on(SUBMIT, Reply.json(500, "{}"), accepted().cutAfter(60), Reply.hangUp());
    for (int i = 1; i <= 3; i++) {
      assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
      assertEquals(i, fal.requests().size());
    }
    assertInstanceOf(
        Engine.Found.Unanswerable.class, engine.find(new JobKey("01JOB", Instant.EPOCH)));
  }

  @Test
  void jobThatFailedIsCompletedWithAnError() {
    EngineJob job = job();
    fal.on(
        "GET " + JOB + "/status",
        Reply.json(
            200,
            "{\"status\":\"COMPLETED\",\"request_id\":\"7c1d\",\"error\":\"boom\","
                + "\"error_type\":\"runner_disconnected\"}"),
        Reply.json(
            500,
            "{\"status\":\"COMPLETED\",\"request_id\":\"7c1d\",\"error\":\"no\","
                + "\"error_type\":\"content_policy_violation\"}"));
    assertEquals(Failure.Kind.BROKEN, failed(job));
    assertEquals(Failure.Kind.CONTENT_REFUSED, failed(job));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 408, 429, 500, 502, 503, 504})
  void pollThatFailsSaysNothing(int status) {
    EngineJob job = job();
    fal.on(
        "GET " + JOB + "/status",
        Reply.json(status, "{\"error\":\"down " + VendorTrial.KEY + "\",\"status\":\"ERROR\"}"));
    Progress.Unreadable unreadable = assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
    assertFalse(unreadable.detail().contains(VendorTrial.KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{\"status\":[1]}", "{\"status\":\"DREAMING\"}"})
  void stateOfASurprisingShapeSaysNothing(String body) {
    EngineJob job = job();
    fal.on("GET " + JOB + "/status", Reply.json(200, body));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
  }

  @Test
  void jobThatFalNoLongerKnowsIsLost() {
    assertInstanceOf(Progress.Lost.class, engine.poll(job()));
  }

  @ParameterizedTest
  @CsvSource({
    "422, content_policy_violation, CONTENT_REFUSED",
    "422, image_too_small, INVALID_INPUT",
    "500, internal_server_error, BROKEN"
  })
  void errorWithATypeInsteadOfTheResultEndsTheJob(int status, String type, Failure.Kind kind) {
    EngineJob job = completed();
    fal.on(
        "GET " + JOB,
        Reply.json(status, "{\"detail\":[{\"msg\":\"m\",\"type\":\"" + type + "\"}]}"));
    assertEquals(kind, failed(job));
  }

  @Test
  void otherErrorsInsteadOfTheResultSayNothing() {
    EngineJob job = completed();
    fal.on(
        "GET " + JOB,
        Reply.json(500, "{\"detail\":\"x\"}"),
        Reply.json(503, "{\"detail\":[{\"msg\":\"m\",\"type\":\"busy\"}]}"),
        Reply.json(400, "{\"detail\":\"Request is still in progress\"}"),
        Reply.json(200, "{\"images\":[]}"));
    for (int i = 0; i < 4; i++) {
      assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
    }
  }

  @Test
  void stopIsStoppedAskedOrTooLate() {
    EngineJob job = job();
    fal.on(
        "PUT " + JOB + "/cancel",
        Reply.json(200, "{}"),
        Reply.json(202, "{\"status\":\"CANCELLATION_REQUESTED\"}"),
        Reply.json(400, "{\"status\":\"ALREADY_COMPLETED\"}"),
        Reply.json(404, "{\"status\":\"NOT_FOUND\"}"),
        Reply.json(500, "{}"));
    assertInstanceOf(Cancellation.Stopped.class, engine.cancel(job));
    assertInstanceOf(Cancellation.Asked.class, engine.cancel(job));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(job));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(job));
    assertInstanceOf(Cancellation.Unreadable.class, engine.cancel(job));
  }

  @Test
  void filmInsideTheNetworkIsNeverFetched() {
    EngineJob job =
        new EngineJob(
            "01JOB",
            new Ticket("{\"id\":\"7c1d\",\"film\":\"http://169.254.169.254/latest/meta-data\"}"));
    assertInstanceOf(Fetched.Gone.class, engine.fetch(job, folder.resolve("film.mp4")));
  }

  @Test
  void kling4GetsWholeSecondsAndItsFirstFrame() throws TemplateRefused {
    try (Engine kling = engine(FalModel.shipped("kling-4.0"))) {
      kling.submit(VendorTrial.text(720, 1280, 20));
      kling.submit(VendorTrial.picture(1920, 1080, 12));
    }
    ScriptedUpstream.Request text = fal.requests().getFirst();
    assertEquals("/fal-ai/kling-video/v4/text-to-video", text.path());
    var ordered = new ObjectMapper().readTree(text.text());
    assertEquals(20, ordered.path("duration").intValue());
    assertEquals("720p", ordered.path("resolution").asString());
    assertEquals("9:16", ordered.path("aspect_ratio").asString());
    ScriptedUpstream.Request picture = fal.requests().getLast();
    assertEquals("/fal-ai/kling-video/v4/image-to-video", picture.path());
    var from = new ObjectMapper().readTree(picture.text());
    assertTrue(from.path("start_image_url").asString().startsWith("data:image/"));
    assertTrue(from.path("aspect_ratio").isMissingNode(), "the picture decides");
  }

  @Test
  void ltx25IsAskedForTwentySecondsAtTheRateThatAllowsThem() throws TemplateRefused {
    FalModel model = FalModel.shipped("ltx-2.5-fast");
    try (Engine ltx = engine(model)) {
      ltx.submit(VendorTrial.text(1280, 720, 20));
    }
    var ordered = new ObjectMapper().readTree(fal.requests().getFirst().text());
    assertEquals(20, ordered.path("duration").intValue());
    assertEquals(25, ordered.path("fps").intValue());
    assertEquals("720p", ordered.path("resolution").asString());
    assertFalse(model.capabilities().fromPicture());
  }

  @Test
  void sizeWithoutAWordIsNotOrdered() throws TemplateRefused {
    try (Engine kling = engine(FalModel.shipped("kling-3.0"))) {
      Submission.Refused refused =
          assertInstanceOf(Submission.Refused.class, kling.submit(VendorTrial.text(1792, 1024, 8)));
      assertTrue(refused.elsewhere());
      assertEquals(List.of(), fal.requests());
    }
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shippedModelsAreReadableAndMakeFilmsOfTheirSizes(String name) throws TemplateRefused {
    FalModel model = FalModel.shipped(name);
    Capabilities.Sizes.Listed sizes =
        assertInstanceOf(Capabilities.Sizes.Listed.class, model.capabilities().sizes());
    int seconds = model.capabilities().lengths().atLeast(4).orElseThrow();
    try (Engine one = engine(model)) {
      for (var size : sizes.sizes()) {
        one.submit(VendorTrial.text(size.width(), size.height(), seconds));
        if (model.capabilities().fromPicture()) {
          one.submit(VendorTrial.picture(size.width(), size.height(), seconds));
        }
      }
    }
    int manners = model.capabilities().fromPicture() ? 2 : 1;
    assertEquals(manners * sizes.sizes().size(), fal.requests().size());
    for (ScriptedUpstream.Request request : fal.requests()) {
      assertFalse(request.text().contains("{{"), request.text());
      assertTrue(new ObjectMapper().readTree(request.text()).path("prompt").isString());
    }
  }

  @Test
  void everyMistakeInAModelsFileIsToldAtOnceInBothLanguages() throws IOException {
    Path file = folder.resolve("own.json");
    Files.writeString(
        file,
        """
        {"text": "no-slash", "picture": "a/b/{{prompt}}", "sizes": ["big"], "seconds": "8..4",
         "audio": "yes", "body": {"prompt": "{{Prompt}}"}, "picture-body": {"x": "{{image}}"},
         "values": {"resolution": {"720p": [1]}, "colour": {}}, "fps": 0, "filn": "/video/url"}
        """);
    TemplateRefused refused = assertThrows(TemplateRefused.class, () -> FalModel.read(file));
    for (String language : List.of("en", "zh")) {
      String told = String.join("\n", refused.lines(Language.of(language)));
      for (String part :
          List.of(
              "text: ",
              "no-slash",
              "picture",
              "sizes",
              "big",
              "seconds",
              "8..4",
              "audio",
              "yes",
              "body",
              "Prompt",
              "values.resolution.720p",
              "values.colour",
              "fps",
              "filn",
              "film")) {
        assertTrue(
            told.contains(part) || told.contains(part.replace(": ", "）：")), part + "\n" + told);
      }
    }
  }

  @Test
  void modelThatIsNotShippedIsToldWithWhatThereIs() {
    TemplateRefused refused = assertThrows(TemplateRefused.class, () -> FalModel.shipped("wan-3"));
    assertTrue(refused.lines(Language.EN).getFirst().contains("did you mean wan-3.0?"));
    TemplateRefused other = assertThrows(TemplateRefused.class, () -> FalModel.shipped("sora"));
    assertTrue(other.lines(Language.ZH).getFirst().contains("wan-2.7"));
    assertThrows(TemplateRefused.class, () -> TemplateFile.read(folder.resolve("none.json")));
  }

  private Engine engine(FalModel model) {
    return FalEngine.open(
        FalSettings.standard("fal"),
        model,
        fal.url(),
        trial.client(fal.url(), FalEngine.credentials(VendorTrial.KEY)),
        () -> Instant.EPOCH);
  }

  private Reply accepted() {
    String job = fal.url() + JOB;
    return Reply.json(
        200,
        "{\"status\":\"IN_QUEUE\",\"request_id\":\"7c1d\",\"queue_position\":3,\"status_url\":\""
            + job
            + "/status\",\"response_url\":\""
            + job
            + "\",\"cancel_url\":\""
            + job
            + "/cancel\"}");
  }

  private EngineJob submitted(Job job) {
    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(job));
    return new EngineJob(job.id(), accepted.ticket());
  }

  private EngineJob job() {
    fal.on(SUBMIT, accepted());
    return submitted(TEXT);
  }

  private EngineJob completed() {
    EngineJob job = job();
    fal.on("GET " + JOB + "/status", Reply.json(200, "{\"status\":\"COMPLETED\"}"));
    return job;
  }

  private Failure.Kind failed(EngineJob job) {
    return assertInstanceOf(Progress.Failed.class, engine.poll(job)).failure().kind();
  }
}
