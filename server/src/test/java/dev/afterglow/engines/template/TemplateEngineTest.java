package dev.afterglow.engines.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.afterglow.engines.Size;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.remote.templates.GridOptions;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorTrial;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A template that uses everything there is, against a vendor that misbehaves. */
final class TemplateEngineTest {
  private static final String ACME =
      """
      url: https://api.acme.example/v1
      key: {header: X-Api-Key, value: "k {{key}}"}
      model: acme-1
      sizes: [1280x720, 720x1280]
      seconds: [4, 8]
      fps: 24
      values:
        size: {1280x720: 720P, "*": other}
      submit:
        path: /jobs/{{model}}?len={{seconds}}
        headers: {X-Job: "{{id}}"}
        body: {p: "{{prompt}}", size: "{{size}}", s: "{{seconds}}s", first: "{{image_base64}}"}
        id: [/job/id, /id]
        cost: /cost
        cost-unit: cents
      poll:
        path: /jobs/{{ticket}}
        status: /status
        percent: /progress
        percent-of: 1
        film-path: /jobs/{{ticket}}/content
        cost: /cost
        cost-unit: cents
        every: 250ms
      states:
        queued: queued
        running: [in_progress, working]
        done: completed
        failed: [failed, error]
        cancelled: cancelled
      errors:
        code: /code
        text: /message
        content: ["SAFETY.*"]
        input: [BAD]
        credential: [NO_FUNDS]
        busy: [BUSY]
        lost: [GONE]
        unclear: [MAYBE]
        content-words: [forbidden fruit]
      cancel: {path: "/jobs/{{ticket}}/stop", body: {id: "{{ticket}}", why: [user]}}
      delete: {path: "/jobs/{{ticket}}"}
      find: {by: id, absent: [GONE, HTTP 404]}
      """;
  private static final Job TEXT = VendorTrial.text(1280, 720, 8);
  private static final String SUBMIT = "POST /v1/jobs/acme-1";

  @TempDir Path folder;
  private final VendorTrial trial = new VendorTrial();
  private final ScriptedUpstream vendor = trial.vendor();
  private Engine engine;

  @BeforeEach
  void open() throws Exception {
    engine = engine(TemplateSettings.standard("acme"));
  }

  @AfterEach
  void close() {
    engine.close();
    trial.close();
  }

  @Test
  void orderIsWrittenAsTheTemplateSays() {
    vendor.on(SUBMIT, Reply.json(201, "{\"job\":{\"id\":17},\"cost\":\"12.5\"}"));
    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(TEXT));
    assertEquals(OptionalLong.of(125_000), accepted.costMicros());
    ScriptedUpstream.Request order = vendor.requests().getFirst();
    assertEquals("/v1/jobs/acme-1?len=8", order.path());
    assertEquals("k " + VendorTrial.KEY, order.header("X-Api-Key"));
    assertEquals("01JOB", order.header("X-Job"));
    assertEquals("{\"p\":\"a \\\"tram\\\" at dusk\",\"size\":\"720P\",\"s\":\"8s\"}", order.text());
  }

  @Test
  void pictureGoesIntoTheOneBodyAndOtherWordsHaveAWordForAllOfThem() {
    vendor.on(SUBMIT, Reply.json(200, "{\"id\":\"a\"}"));
    engine.submit(VendorTrial.picture(720, 1280, 4));
    assertEquals(
        "{\"p\":\"it moves\",\"size\":\"other\",\"s\":\"4s\",\"first\":\"AQID\"}",
        vendor.requests().getFirst().text());
  }

  @Test
  void lyingPercentAndCostAreTamed() {
    EngineJob job = job();
    vendor.on(
        "GET /v1/jobs/a",
        progress("0.5"),
        progress("\"50%\""),
        progress("-3"),
        progress("\"NaN\""),
        progress("\"soon\""),
        progress("{}"));
    for (OptionalInt percent :
        List.of(
            OptionalInt.of(50),
            OptionalInt.of(99),
            OptionalInt.of(0),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty())) {
      Progress.Running running = assertInstanceOf(Progress.Running.class, engine.poll(job));
      assertEquals(percent, running.percent());
      assertEquals(Duration.ofMillis(250), running.next());
    }
    vendor
        .forget("GET /v1/jobs/a")
        .on("GET /v1/jobs/a", Reply.json(200, "{\"status\":\"COMPLETED\",\"cost\":-5}"));
    Progress.Done done = assertInstanceOf(Progress.Done.class, engine.poll(job));
    assertEquals(OptionalLong.empty(), done.costMicros());
  }

  @Test
  void filmAtTheVendorsOwnOriginIsFetchedWithTheKeyAndThenDeleted() throws IOException {
    EngineJob job = job();
    vendor.on("GET /v1/jobs/a/content", Reply.file(VendorTrial.FILM, "\"1\""));
    vendor.on("DELETE /v1/jobs/a", Reply.status(204));
    Path film = folder.resolve("film.mp4");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(job, film));
    engine.forget(job);
    assertEquals(VendorTrial.FILM.length, Files.size(film));
    assertEquals(
        "k " + VendorTrial.KEY,
        vendor.requests("GET /v1/jobs/a/content").getFirst().header("X-Api-Key"));
    assertEquals(1, vendor.requests("DELETE /v1/jobs/a").size());
  }

  @Test
  void failedJobMayBeToldWithAServerErrorIfItIsOurs() {
    EngineJob job = job();
    vendor.on(
        "GET /v1/jobs/a",
        Reply.json(500, "{\"id\":\"a\",\"status\":\"failed\",\"message\":\"oom\",\"cost\":3}"),
        Reply.json(500, "{\"status\":\"error\",\"message\":\"upstream\"}"),
        Reply.json(500, "{\"id\":\"b\",\"status\":\"failed\"}"));
    Progress.Failed failed = assertInstanceOf(Progress.Failed.class, engine.poll(job));
    assertEquals(Failure.Kind.BROKEN, failed.failure().kind());
    assertEquals(OptionalLong.of(30_000), failed.costMicros());
    assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
  }

  @ParameterizedTest
  @CsvSource({
    "SAFETY.INPUT, CONTENT_REFUSED",
    "BAD, INVALID_INPUT",
    "NO_FUNDS, NO_ACCESS",
    "ELSE, BROKEN"
  })
  void codeSaysWhyAJobFailed(String code, Failure.Kind kind) {
    EngineJob job = job();
    vendor.on(
        "GET /v1/jobs/a", Reply.json(200, "{\"status\":\"failed\",\"code\":\"" + code + "\"}"));
    Progress.Failed failed = assertInstanceOf(Progress.Failed.class, engine.poll(job));
    assertEquals(kind, failed.failure().kind());
  }

  @Test
  void jobThatTheVendorDoesNotKnowIsLost() {
    EngineJob job = job();
    assertInstanceOf(Progress.Lost.class, engine.poll(job));
    vendor.on("GET /v1/jobs/a", Reply.json(400, "{\"code\":\"gone\"}"));
    assertInstanceOf(Progress.Lost.class, engine.poll(job));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "[[[",
        "\"completed\"",
        "{\"status\":{}}",
        "{\"status\":\"dreaming\"}",
        "{\"status\":true}",
        "<html>failed</html>",
        "{\"code\":\"NO_FUNDS\"}"
      })
  void surprisingAnswerToAPollSaysNothing(String body) {
    EngineJob job = job();
    vendor.on("GET /v1/jobs/a", Reply.json(200, body));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
  }

  @ParameterizedTest
  @CsvSource({
    "401, {}, CREDENTIAL",
    "402, {}, CREDENTIAL",
    "403, {}, CREDENTIAL",
    "404, {}, ENGINE",
    "409, {}, ENGINE",
    "429, {}, ENGINE",
    "503, {}, ENGINE",
    "429, '{\"code\":\"NO_FUNDS\"}', CREDENTIAL",
    "200, '{\"code\":\"BUSY\"}', ENGINE"
  })
  void orderThatCannotBeTakenNowIsKept(int status, String body, Scope scope) {
    vendor.on(SUBMIT, Reply.json(status, body));
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertEquals(scope, answer.scope());
    assertEquals(1, vendor.requests().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"id\":null}",
        "{\"id\":{\"a\":1}}",
        "{\"id\":\" \"}",
        "<html>",
        "{\"code\":\"MAYBE\"}",
        "{\"code\":\"ELSE\",\"message\":\"moderation\"}"
      })
  void successWithoutAnIdIsUnknown(String body) {
    vendor.on(SUBMIT, Reply.json(200, body));
    assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
    assertEquals(1, vendor.requests().size());
  }

  @Test
  void cutAnswerAndServerErrorAreUnknown() {
    vendor.on(
        SUBMIT,
        Reply.json(200, "{\"id\":\"a\"}").cutAfter(50),
        Reply.hangUp(),
        Reply.json(500, "{\"id\":\"a\",\"message\":\"" + VendorTrial.KEY + "\"}"));
    for (int i = 1; i <= 3; i++) {
      Submission.Unknown unknown = assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
      assertFalse(unknown.detail().contains(VendorTrial.KEY));
      assertEquals(i, vendor.requests().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, '{\"code\":\"SAFETY.X\"}', CONTENT_REFUSED",
    "400, '{\"message\":\"Forbidden fruit!\"}', CONTENT_REFUSED",
    "422, '{\"message\":\"violates our rules\"}', CONTENT_REFUSED",
    "200, '{\"code\":\"BAD\"}', INVALID_INPUT",
    "413, '', INVALID_INPUT"
  })
  void refusedContentStaysHereAndRefusedInputMayGoElsewhere(
      int status, String body, Failure.Kind kind) {
    vendor.on(SUBMIT, Reply.json(status, body));
    Submission.Refused refused = assertInstanceOf(Submission.Refused.class, engine.submit(TEXT));
    assertEquals(kind, refused.failure().kind());
    assertEquals(kind != Failure.Kind.CONTENT_REFUSED, refused.elsewhere());
  }

  /** An operator finds a job at the vendor and names it. */
  @Test
  void jobOfWhichOnlyTheIdIsKnownIsAskedFor() {
    vendor.on("GET /v1/jobs/a", Reply.json(200, "{\"id\":\"a\",\"status\":\"queued\"}"));
    assertInstanceOf(Progress.Queued.class, engine.poll(new EngineJob("01JOB", new Ticket("a"))));
  }

  @Test
  void idThatLeadsElsewhereLeadsNowhere() {
    vendor.on(SUBMIT, Reply.json(200, "{\"id\":\"../admin?x=#\"}"));
    assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
    EngineJob job = new EngineJob("01JOB", new Ticket("../admin?x=#"));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
    assertEquals(1, vendor.requests().size());
  }

  @Test
  void stopIsSentAsTheTemplateSays() {
    EngineJob job = job();
    vendor.on(
        "POST /v1/jobs/a/stop", Reply.json(200, "{}"), Reply.status(409), Reply.json(500, "{}"));
    assertInstanceOf(Cancellation.Asked.class, engine.cancel(job));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(job));
    assertInstanceOf(Cancellation.Unreadable.class, engine.cancel(job));
    assertEquals("{\"id\":\"a\",\"why\":[\"user\"]}", vendor.requests().getLast().text());
  }

  @Test
  void jobIsFoundByOurIdOrProvenAbsent() {
    JobKey key = new JobKey("01JOB", Instant.EPOCH);
    vendor.on(
        "GET /v1/jobs/01JOB",
        Reply.json(200, "{\"id\":\"01JOB\",\"status\":\"queued\"}"),
        Reply.json(200, "{\"id\":\"other\",\"status\":\"queued\"}"),
        Reply.json(500, "{}"),
        Reply.json(404, "404 page not found"),
        Reply.json(400, "{\"code\":\"GONE\"}"),
        Reply.json(404, "{}"));
    assertInstanceOf(Found.Here.class, engine.find(key));
    assertInstanceOf(Found.Unanswerable.class, engine.find(key));
    assertInstanceOf(Found.Unanswerable.class, engine.find(key));
    assertInstanceOf(Found.Unanswerable.class, engine.find(key));
    assertInstanceOf(Found.Absent.class, engine.find(key));
    assertInstanceOf(Found.Absent.class, engine.find(key));
  }

  @Test
  void operatorsModelAndGridComeBeforeTheTemplates() throws Exception {
    TemplateSettings own =
        new TemplateSettings(
            "own",
            Optional.of("acme/2"),
            Optional.empty(),
            new GridOptions(
                Optional.of(List.of(new Size(640, 360))), Optional.of(List.of(12)), true),
            TemplateSettings.standard("x").capacity(),
            Optional.of(Duration.ofSeconds(1)),
            TemplateSettings.standard("x").download());
    try (Engine other = engine(own)) {
      vendor.on("POST /v1/jobs/acme/2", Reply.json(200, "{\"id\":\"a\"}"));
      assertInstanceOf(Submission.Accepted.class, other.submit(TEXT));
      assertEquals(12, other.capabilities().lengths().longest());
      assertTrue(other.capabilities().chain());
      assertTrue(other.capabilities().sizes().covers(new Size(640, 360)));
    }
  }

  @Test
  void answerThatIsNestedWithoutEndSaysNothing() {
    EngineJob job = job();
    String deep = "{\"status\":".repeat(100_000);
    vendor.on("GET /v1/jobs/a", Reply.json(200, deep));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(job));
    vendor.forget(SUBMIT).on(SUBMIT, Reply.json(200, deep));
    assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
  }

  @Test
  void templateThatNamesNoModelWantsOne() throws Exception {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, ACME.replace("model: acme-1", ""));
    Template template = Template.read(file);
    TemplateSettings without = TemplateSettings.standard("own");
    TemplateRefused refused =
        assertThrows(
            TemplateRefused.class,
            () ->
                TemplateEngine.open(
                    without,
                    template,
                    trial.client(vendor.url(), template.credentials("k")),
                    () -> Instant.EPOCH));
    assertEquals("model", refused.problems().getFirst().place());
  }

  @Test
  void everyMistakeIsToldAtOnceInBothLanguages() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        """
        url: ftp://x
        key: {header: "X Y", value: nothing}
        modell: x
        sizes: 1280*720
        seconds: soon
        audio: 1
        values: {colour: {a: b}}
        submit:
          method: GET
          path: jobs
          headers: {Host: x, X-A: "{{prompt}}"}
          body: {p: "{{promt}}"}
          id: id
        poll:
          path: /x/{{id}}
          percent-of: 0
          every: 5
          cost-unit: eur
        states: {done: ok, failed: OK, quueued: x}
        errors: {code: /c, contents: [x]}
        upload: {field: "a b"}
        cancel: {method: STOP}
        find: {by: name}
        """);
    TemplateRefused refused = assertThrows(TemplateRefused.class, () -> Template.read(file));
    for (String language : List.of("en", "zh")) {
      String told = String.join("\n", refused.lines(Language.of(language)));
      for (String place :
          List.of(
              "url",
              "key.header",
              "key.value",
              "modell",
              "sizes",
              "seconds",
              "audio",
              "values.colour",
              "submit.method",
              "submit.path",
              "submit.headers.Host",
              "submit.headers.X-A",
              "submit.body",
              "submit.id",
              "poll.path",
              "poll.percent-of",
              "poll.every",
              "poll.cost-unit",
              "poll.status",
              "poll.film",
              "states.failed",
              "states.quueued",
              "errors.contents",
              "upload.path",
              "upload.url",
              "upload.field",
              "cancel.method",
              "cancel.path",
              "find.by")) {
        assertTrue(told.contains(": " + place) || told.contains("（" + place), place + "\n" + told);
      }
      assertTrue(told.contains("promt") && told.contains("1280*720"), told);
      assertFalse(told.contains("{0}") || told.contains("{1}"), told);
    }
    assertTrue(
        String.join("\n", refused.lines(Language.EN))
            .contains("states.quueued: there is no such field; did you mean queued?"));
  }

  @Test
  void fileThatIsNoYamlOrTwiceNamesAFieldIsRefused() throws IOException {
    for (String text : List.of("a: [", "url: x\nurl: y\n", "- a\n", "")) {
      Path file = folder.resolve("own.yaml");
      Files.writeString(file, text);
      TemplateRefused refused = assertThrows(TemplateRefused.class, () -> Template.read(file));
      assertFalse(refused.lines(Language.ZH).isEmpty());
    }
  }

  @Test
  void pictureThatCouldNotBeHandedOverIsNoticed() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, ACME.replace("image_base64", "image_url"));
    TemplateRefused refused = assertThrows(TemplateRefused.class, () -> Template.read(file));
    assertEquals("upload", refused.problems().getFirst().place());
  }

  private Engine engine(TemplateSettings settings) throws Exception {
    Path file = folder.resolve("acme.yaml");
    Files.writeString(file, ACME);
    Template template = Template.read(file);
    return TemplateEngine.open(
        settings,
        template,
        trial.client(URI.create(vendor.url() + "/v1"), template.credentials(VendorTrial.KEY)),
        () -> Instant.EPOCH);
  }

  private EngineJob job() {
    vendor.on(SUBMIT, Reply.json(200, "{\"id\":\"a\"}"));
    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(TEXT));
    return new EngineJob(TEXT.id(), accepted.ticket());
  }

  private static Reply progress(String percent) {
    return Reply.json(200, "{\"status\":\"working\",\"progress\":" + percent + "}");
  }
}
