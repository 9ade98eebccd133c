package dev.afterglow.engines.cog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capacity;
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
import dev.afterglow.net.Credentials;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.templates.GridOptions;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cog's prediction server as observed with 0.23.1, and as it goes wrong. */
final class CogEngineTest {
  static final java.util.List<String> SHIPPED = CogModel.SHIPPED;
  private static final String ID = JobUuid.of("01JOB");
  private static final String ORDER = "PUT /predictions/" + ID;
  private static final String CANCEL = "POST /predictions/" + ID + "/cancel";
  private static final Job TEXT = VendorTrial.text(1280, 720, 4);

  @TempDir Path folder;
  private final VendorTrial trial = new VendorTrial();
  private final ScriptedUpstream cog = trial.vendor();
  private Engine engine;

  @BeforeEach
  void open() throws TemplateRefused {
    engine = engine();
  }

  @AfterEach
  void close() {
    engine.close();
    trial.close();
  }

  @Test
  void filmInTheAnswerIsKeptAndFetched() throws IOException {
    String film = Base64.getEncoder().encodeToString(VendorTrial.FILM);
    cog.on(ORDER, succeeded("\"data:video/mp4;base64," + film + "\""));
    EngineJob job = submitted(TEXT);
    assertInstanceOf(Progress.Done.class, ended(job));
    Path file = folder.resolve("film.mp4");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(job, file));
    assertArrayEquals(VendorTrial.FILM, Files.readAllBytes(file));
    assertEquals(
        "{\"input\":{\"prompt\":\"a \\\"tram\\\" at dusk\",\"duration\":4,\"resolution\":\"720p\","
            + "\"aspect_ratio\":\"16:9\",\"seed\":7}}",
        cog.requests(ORDER).getFirst().text());
    engine.forget(job);
    assertInstanceOf(Progress.Lost.class, engine.poll(job));
  }

  @Test
  void pictureGoesAlongAsADataUri() {
    cog.on(ORDER, succeeded("\"data:video/mp4;base64,AQID\""));
    submitted(VendorTrial.picture(720, 1280, 4));
    String body = cog.requests(ORDER).getFirst().text();
    assertTrue(body.contains("\"image\":\"data:image/png;base64,AQID\""), body);
  }

  @Test
  void filmOnAnotherHostIsFetchedWithoutTheKey() throws IOException {
    trial.films().on("GET /f/out.mp4", Reply.file(VendorTrial.FILM, "\"1\""));
    cog.on(ORDER, succeeded("[\"" + trial.films().url() + "/f/out.mp4\"]"));
    EngineJob job = submitted(TEXT);
    assertInstanceOf(Progress.Done.class, ended(job));
    assertEquals("", trial.films().requests().getFirst().header("Authorization"));
    assertInstanceOf(Fetched.Saved.class, engine.fetch(job, folder.resolve("film")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/latest", "http://10.0.0.1/f.mp4"})
  void filmInAPrivateNetworkIsNotFetched(String address) {
    cog.on(ORDER, succeeded("\"" + address + "\""));
    assertInstanceOf(Progress.Failed.class, ended(submitted(TEXT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "42", "\"<html>\"", "{}", "[]"})
  void successWithoutAFilmIsAFailure(String output) {
    cog.on(ORDER, succeeded(output));
    assertInstanceOf(Progress.Failed.class, ended(submitted(TEXT)));
  }

  @Test
  void answerIsWaitedForAndTheJobRunsMeanwhile() {
    cog.on(ORDER, succeeded("\"data:video/mp4;base64,AQID\"").after(Duration.ofSeconds(2)));
    EngineJob job = submitted(TEXT);
    assertInstanceOf(Progress.Running.class, engine.poll(job));
    assertInstanceOf(Progress.Done.class, ended(job));
    assertEquals(1, cog.requests(ORDER).size());
  }

  @Test
  void failureComesAsASuccessAndContentIsTold() {
    cog.on(
        ORDER,
        Reply.json(
            200,
            "{\"status\":\"failed\",\"error\":\"Prediction failed: flagged as sensitive (E005)\"}"));
    Progress.Failed failed = assertInstanceOf(Progress.Failed.class, ended(submitted(TEXT)));
    assertEquals(Failure.Kind.CONTENT_REFUSED, failed.failure().kind());
  }

  @ParameterizedTest
  @CsvSource({
    "409,ENGINE",
    "429,ENGINE",
    "503,ENGINE",
    "404,ENGINE",
    "401,CREDENTIAL",
    "402,CREDENTIAL",
    "403,CREDENTIAL"
  })
  void containerThatTakesNoJobIsUnavailable(int status, Scope scope) {
    cog.on(
        ORDER,
        Reply.json(
            status, "{\"error\":\"At capacity " + VendorTrial.KEY + "\",\"status\":\"failed\"}"));
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertEquals(scope, answer.scope());
    assertFalse(answer.detail().contains(VendorTrial.KEY), answer.detail());
  }

  @Test
  void refusedInputIsRefused() {
    cog.on(ORDER, Reply.json(422, "{\"detail\":[{\"msg\":\"field required\"}]}"));
    Submission.Refused refused = assertInstanceOf(Submission.Refused.class, engine.submit(TEXT));
    assertTrue(refused.elsewhere());
    assertEquals(Failure.Kind.INVALID_INPUT, refused.failure().kind());
  }

  @Test
  void cutAnswerIsUnknownAndSentOnlyOnce() {
    cog.on(ORDER, Reply.hangUp());
    assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
    cog.on(CANCEL, Reply.json(200, "{}"), Reply.json(404, "not found"), Reply.json(404, "{}"));
    JobKey key = new JobKey("01JOB", Instant.EPOCH);
    assertInstanceOf(Found.Unanswerable.class, engine.find(key));
    assertInstanceOf(Found.Unanswerable.class, engine.find(key), "a proxy in front");
    assertInstanceOf(Found.Absent.class, engine.find(key));
    assertEquals(1, cog.requests(ORDER).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "[[[[", "{\"status\":\"processing\"}", "{\"status\":7}"})
  void successThatCannotBeReadIsUnknown(String body) {
    cog.on(ORDER, Reply.json(200, body));
    assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
  }

  @Test
  void containerThatDiesInTheMiddleLosesTheJob() throws IOException {
    cog.on(ORDER, Reply.never());
    EngineJob job = submitted(TEXT);
    cog.close();
    assertInstanceOf(Progress.Lost.class, ended(job));
  }

  @Test
  void jobIsLostWithThisProcessAndFoundAbsent() throws TemplateRefused {
    cog.on(ORDER, Reply.never());
    EngineJob job = submitted(TEXT);
    engine.close();
    cog.on(CANCEL, Reply.json(404, "{}"));
    try (Engine next = engine()) {
      assertInstanceOf(Progress.Lost.class, next.poll(job));
      assertInstanceOf(Found.Absent.class, next.find(new JobKey("01JOB", Instant.EPOCH)));
    }
  }

  @Test
  void stopIsAskedForAndTheHeldAnswerTells() {
    cog.on(ORDER, Reply.json(200, "{\"status\":\"canceled\"}").after(Duration.ofSeconds(2)));
    cog.on(CANCEL, Reply.json(200, "{}"));
    EngineJob job = submitted(TEXT);
    assertInstanceOf(Cancellation.Asked.class, engine.cancel(job));
    assertInstanceOf(Progress.Failed.class, ended(job));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(job));
  }

  @Test
  void containerThatIsNotThereIsUnavailable() throws IOException {
    cog.close();
    assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shippedModelsAreSound(String name) throws TemplateRefused {
    CogModel model = CogModel.shipped(name);
    assertTrue(model.file().capabilities().fromText());
    assertTrue(model.file().capabilities().fromPicture());
  }

  private Engine engine() throws TemplateRefused {
    CogSettings settings =
        new CogSettings(
            "cog",
            GridOptions.none(),
            Capacity.ofRunning(2),
            Duration.ofMillis(100),
            DownloadBounds.standard(),
            folder.resolve("held"),
            Duration.ofMinutes(1),
            Duration.ofMillis(300),
            8 << 20);
    return CogEngine.open(
        settings,
        CogModel.shipped("plain"),
        trial.client(cog.url(), Credentials.bearer(VendorTrial.KEY)),
        () -> Instant.EPOCH);
  }

  private EngineJob submitted(Job job) {
    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(job));
    return new EngineJob(job.id(), accepted.ticket());
  }

  private Progress ended(EngineJob job) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      Progress progress = engine.poll(job);
      if (!(progress instanceof Progress.Running)) {
        return progress;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("it never ended");
  }

  private static Reply succeeded(String output) {
    return Reply.json(
        200, "{\"id\":\"" + ID + "\",\"output\":" + output + ",\"status\":\"succeeded\"}");
  }
}
