package dev.afterglow.engines.sdcpp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Found;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** stable-diffusion.cpp's server as observed, and as it goes wrong. */
final class SdcppEngineTest {
  static final List<String> SHIPPED = SdcppModel.MODELS.names();
  private static final String ORDER = "POST /sdcpp/v1/vid_gen";
  private static final String POLL = "GET /sdcpp/v1/jobs/job_1f";
  private static final String CANCEL = "POST /sdcpp/v1/jobs/job_1f/cancel";
  private static final Job TEXT = VendorTrial.text(1280, 736, 4);
  private static final EngineJob JOB = new EngineJob("01JOB", new Ticket("job_1f"));

  @TempDir Path folder;
  private final VendorTrial trial = new VendorTrial();
  private final ScriptedUpstream server = trial.vendor();
  private Engine engine;

  @BeforeEach
  void open() throws TemplateRefused {
    engine =
        SdcppEngine.open(
            SdcppSettings.standard("sd"),
            SdcppModel.MODELS.shipped("wan-2.2"),
            trial.client(server.url(), Credentials.bearer(VendorTrial.KEY)),
            () -> Instant.EPOCH);
  }

  @AfterEach
  void close() {
    engine.close();
    trial.close();
  }

  @Test
  void filmOfMegabytesComesOutOfThePoll() throws IOException {
    byte[] film = new byte[3 << 20];
    new Random(7).nextBytes(film);
    server.on(
        ORDER,
        Reply.json(
            202, "{\"created\":1,\"id\":\"job_1f\",\"kind\":\"vid_gen\",\"status\":\"queued\"}"));
    server.on(
        POLL,
        Reply.json(200, state("queued")),
        Reply.json(200, state("generating")),
        Reply.json(200, completed(Base64.getEncoder().encodeToString(film))));
    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(TEXT));
    assertEquals(JOB.ticket(), accepted.ticket());
    assertInstanceOf(Progress.Queued.class, engine.poll(JOB));
    assertInstanceOf(Progress.Running.class, engine.poll(JOB));
    assertInstanceOf(Progress.Done.class, engine.poll(JOB));
    Path file = folder.resolve("film.webm");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(JOB, file));
    assertArrayEquals(film, Files.readAllBytes(file));

    ScriptedUpstream.Request order = server.requests(ORDER).getFirst();
    assertEquals("application/json", order.header("Content-Type"));
    assertEquals(
        "{\"prompt\":\"a \\\"tram\\\" at dusk\",\"width\":1280,\"height\":736,\"video_frames\":97,"
            + "\"fps\":24,\"seed\":7,\"output_format\":\"webm\"}",
        order.text());
  }

  @Test
  void pictureGoesAlong() {
    server.on(ORDER, Reply.json(202, state("generating")));
    engine.submit(VendorTrial.picture(736, 1280, 2));
    String body = server.requests(ORDER).getFirst().text();
    assertTrue(body.contains("\"init_image\":\"data:image/png;base64,AQID\""), body);
  }

  @ParameterizedTest
  @CsvSource({
    "429,ENGINE",
    "503,ENGINE",
    "409,ENGINE",
    "404,ENGINE",
    "401,CREDENTIAL",
    "403,CREDENTIAL"
  })
  void serverThatTakesNoJobIsUnavailable(int status, Scope scope) {
    server.on(
        ORDER, Reply.json(status, "{\"error\":\"job queue is full " + VendorTrial.KEY + "\"}"));
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertEquals(scope, answer.scope());
    assertFalse(answer.detail().contains(VendorTrial.KEY), answer.detail());
  }

  @Test
  void wrongParametersAreRefused() {
    server.on(ORDER, Reply.json(400, "{\"error\":\"invalid generation parameters\"}"));
    assertInstanceOf(Submission.Refused.class, engine.submit(TEXT));
    server.forget(ORDER).on(ORDER, Reply.status(413));
    assertInstanceOf(Submission.Refused.class, engine.submit(TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"id\":\"../../x\"}", "{\"id\":7}", "[]"})
  void successWithoutAnIdIsUnknown(String body) {
    server.on(ORDER, Reply.json(202, body));
    Submission answer = engine.submit(TEXT);
    if (body.contains("7")) {
      assertInstanceOf(Submission.Accepted.class, answer); // a number is an id too
    } else {
      assertInstanceOf(Submission.Unknown.class, answer);
    }
    assertEquals(1, server.requests(ORDER).size());
    assertInstanceOf(Found.Unanswerable.class, engine.find(new JobKey("01JOB", Instant.EPOCH)));
  }

  @Test
  void cutAnswerAndServerErrorAreUnknown() {
    server.on(ORDER, Reply.hangUp());
    assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
    server.forget(ORDER).on(ORDER, Reply.json(500, "{\"error\":\"x\"}"));
    assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
    assertEquals(2, server.requests(ORDER).size());
  }

  @Test
  void failedJobIsReadWhateverTheStatus() {
    String failed =
        "{\"id\":\"job_1f\",\"status\":\"failed\",\"error\":{\"message\":\"out of memory\"}}";
    for (int status : List.of(200, 500)) {
      server.forget(POLL).on(POLL, Reply.json(status, failed));
      Progress.Failed answer = assertInstanceOf(Progress.Failed.class, engine.poll(JOB));
      assertTrue(answer.failure().detail().contains("out of memory"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void jobOfARestartedServerIsLost(int status) {
    server.on(POLL, Reply.json(status, "{\"error\":\"job not found\"}"));
    assertInstanceOf(Progress.Lost.class, engine.poll(JOB));
    assertInstanceOf(Fetched.Gone.class, engine.fetch(JOB, folder.resolve("film")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200;<html>",
        "200;{}",
        "200;[]",
        "500;{}",
        "502;bad",
        "503;{\"status\":\"failed\"}",
        "200;{\"id\":\"job_1f\",\"status\":\"paused\"}"
      })
  void pollThatCannotBeReadSaysNothing(int status, String body) {
    server.on(POLL, Reply.json(status, body));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(JOB));
  }

  @Test
  void completedWithoutAFilmIsAFailure() {
    server.on(POLL, Reply.json(200, state("completed")));
    assertInstanceOf(Progress.Failed.class, engine.poll(JOB));
  }

  @Test
  void brokenBase64IsNoFilm() {
    server.on(POLL, Reply.json(200, completed("%%%%")));
    assertInstanceOf(Fetched.Gone.class, engine.fetch(JOB, folder.resolve("film")));
    assertFalse(Files.exists(folder.resolve("film")));
  }

  @Test
  void waitingJobIsStoppedAndAMadeOneIsNot() {
    server.on(
        CANCEL,
        Reply.json(200, state("cancelled")),
        Reply.json(200, completed("AQID")),
        Reply.json(409, "{\"error\":\"job is currently generating\"}"),
        Reply.json(404, "{}"),
        Reply.json(500, "{}"));
    assertInstanceOf(Cancellation.Stopped.class, engine.cancel(JOB));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(JOB));
    assertInstanceOf(Cancellation.Unsupported.class, engine.cancel(JOB));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(JOB));
    assertInstanceOf(Cancellation.Unreadable.class, engine.cancel(JOB));
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shippedModelsAreSound(String name) throws TemplateRefused {
    assertTrue(SdcppModel.MODELS.shipped(name).file().capabilities().fromPicture());
  }

  private static String state(String state) {
    return "{\"completed\":null,\"error\":null,\"id\":\"job_1f\",\"result\":null,\"status\":\""
        + state
        + "\"}";
  }

  private static String completed(String film) {
    return "{\"id\":\"job_1f\",\"status\":\"completed\",\"error\":null,\"result\":{\"b64_json\":\""
        + film
        + "\",\"mime_type\":\"video/webm\"}}";
  }
}
