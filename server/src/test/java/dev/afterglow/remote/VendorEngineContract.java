package dev.afterglow.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Ticket;
import dev.afterglow.ip.Cidr;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.net.Upstream;
import dev.afterglow.tasks.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What holds for every engine at a vendor, however badly the vendor answers. */
public abstract class VendorEngineContract {
  protected static final String KEY = "sk-secret-0123456789";
  protected static final byte[] FILM = "\0\0\0\u0018ftypisom and so on".getBytes(UTF_8);
  private static final List<String> SURPRISES =
      List.of(
          "", "[]", "{}", "null", "\"ok\"", "7", "<html>busy</html>", "{\"data\":[],\"id\":{}}");

  @TempDir protected Path folder;
  protected final ManualClock clock = new ManualClock();
  protected ScriptedUpstream upstream;
  protected Engine engine;

  /** An engine at the upstream. */
  protected abstract Engine open(URI base, ClientOpener clients) throws Exception;

  /** Where orders go, such as {@code POST /v1/videos}. */
  protected abstract String orders();

  /** Where the job of {@link #accepted} is asked for. */
  protected abstract String questions();

  /** The answer to a good order. */
  protected abstract Reply accepted();

  /** The body of the answer for a job whose film is at an address. */
  protected abstract String made(String film);

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    engine = open(upstream.url(), clients(OutboundPolicy.publicOnly()));
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    upstream.close();
  }

  // --- Orders

  @Test
  void answerThatIsNoneLeavesTheOrderUnknown() {
    for (String surprise : SURPRISES) {
      upstream.forget(orders()).on(orders(), Reply.json(200, surprise));
      assertInstanceOf(Submission.Unknown.class, engine.submit(job()), surprise);
    }
  }

  @Test
  void orderGoesOutOnceWhateverBecomesOfIt() {
    Reply whole = accepted();
    List<Reply> cuts =
        List.of(
            Reply.hangUp(),
            whole.cutAfter(20),
            whole.cutAfter(whole.headBytes() + 5),
            whole.resetAfter(whole.headBytes() + 5),
            Reply.json(500, "{}"),
            Reply.json(502, "<html>"),
            Reply.redirect(307, "https://elsewhere.example.com/"));
    for (Reply cut : cuts) {
      upstream.forget(orders()).on(orders(), cut);
      int before = upstream.requests(orders()).size();
      assertInstanceOf(Submission.Unknown.class, engine.submit(job()));
      assertEquals(before + 1, upstream.requests(orders()).size());
    }
  }

  @Test
  void busyVendorKeepsTheJobInOurQueue() {
    for (int status : List.of(409, 429, 503)) {
      upstream.forget(orders()).on(orders(), Reply.json(status, "{}").header("Retry-After", "7"));
      Submission.Unavailable busy =
          assertInstanceOf(Submission.Unavailable.class, engine.submit(job()));
      assertEquals(Scope.ENGINE, busy.scope(), () -> "HTTP " + status);
      assertEquals(Duration.ofSeconds(7), busy.retryAfter());
    }
  }

  @Test
  void refusedKeyPausesTheEngineAndFailsNoTask() {
    for (int status : List.of(401, 402, 403)) {
      upstream.forget(orders()).on(orders(), Reply.json(status, "{\"message\":\"no\"}"));
      Submission.Unavailable paused =
          assertInstanceOf(Submission.Unavailable.class, engine.submit(job()));
      assertEquals(Scope.CREDENTIAL, paused.scope(), () -> "HTTP " + status);
    }
  }

  @Test
  void keyIsNeverInADetail() {
    String told = "{\"error\":{\"message\":\"bad key " + KEY + "\"},\"message\":\"" + KEY + "\"}";
    for (int status : List.of(400, 401, 429, 500)) {
      upstream.forget(orders()).on(orders(), Reply.json(status, told));
      assertFalse(engine.submit(job()).toString().contains(KEY));
    }
    EngineJob running = accept();
    for (int status : List.of(200, 401, 500)) {
      upstream.forget(questions()).on(questions(), Reply.json(status, told));
      assertFalse(engine.poll(running).toString().contains(KEY));
    }
  }

  @Test
  void unreachableVendorGotNoOrder() throws Exception {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    try (Engine alone = open(nobody, clients(OutboundPolicy.publicOnly()))) {
      assertUnavailable(Scope.ENGINE, alone.submit(job()));
    }
  }

  // --- Polls

  @Test
  void troubleOnAPollSaysNothingAboutTheJob() {
    EngineJob running = accept();
    List<Reply> troubles = new ArrayList<>();
    for (int status : List.of(400, 401, 403, 409, 429, 500, 502, 503)) {
      troubles.add(Reply.json(status, "{\"error\":{\"message\":\"internal\"}}"));
      troubles.add(Reply.json(status, "<html>"));
    }
    SURPRISES.forEach(surprise -> troubles.add(Reply.json(200, surprise)));
    troubles.add(Reply.hangUp());
    for (Reply trouble : troubles) {
      upstream.forget(questions()).on(questions(), trouble);
      Progress progress = engine.poll(running);
      boolean open =
          progress instanceof Progress.Unreadable
              || progress instanceof Progress.Queued
              || progress instanceof Progress.Running;
      assertTrue(open, progress::toString);
    }
  }

  @Test
  void jobThatTheVendorDoesNotKnowIsLost() {
    EngineJob running = accept();
    upstream.forget(questions()).on(questions(), Reply.json(404, "{}"));
    assertInstanceOf(Progress.Lost.class, engine.poll(running));
  }

  /** A proxy whose backend is being restarted says so too. */
  @Test
  void notFoundInsteadOfTheVendorLosesNoJob() {
    EngineJob running = accept();
    for (String page : List.of("", "404 page not found\n", "<html>Not Found</html>", "null")) {
      upstream.forget(questions()).on(questions(), Reply.json(404, page));
      assertInstanceOf(Progress.Unreadable.class, engine.poll(running), page);
    }
    EngineJob made = finish(upstream.url() + "/films/1.mp4");
    for (String page : List.of("", "404 page not found\n", "<html>Not Found</html>")) {
      upstream.forget("GET /films/1.mp4").on("GET /films/1.mp4", Reply.json(404, page));
      Fetched again = engine.fetch(made, folder.resolve("1.mp4"));
      assertInstanceOf(Fetched.Again.class, again, page);
    }
  }

  @Test
  void ticketIsShortAndHoldsNoKey() {
    EngineJob made = finish(upstream.url() + "/films/1.mp4?Signature=" + "s".repeat(500));
    assertTrue(made.ticket().value().length() <= 8000);
    assertFalse(made.ticket().value().contains(KEY));
  }

  // --- Films

  @Test
  void filmIsCopied() throws IOException {
    upstream.on("GET /films/1.mp4", Reply.file(FILM, "\"1\""));
    EngineJob made = finish(upstream.url() + "/films/1.mp4");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(made, folder.resolve("1.mp4")));
    assertArrayEquals(FILM, Files.readAllBytes(folder.resolve("1.mp4")));
  }

  @Test
  void filmElsewhereIsFetchedWithoutTheKey() throws Exception {
    try (ScriptedUpstream store = ScriptedUpstream.start()) {
      store.on("GET /1.mp4", Reply.file(FILM, "\"1\""));
      engine.close();
      engine =
          open(
              upstream.url(),
              clients(
                  new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), Set.of(store.port()))));
      EngineJob made = finish(store.url() + "/1.mp4");
      assertInstanceOf(Fetched.Saved.class, engine.fetch(made, folder.resolve("1.mp4")));
      assertFalse(store.requests().toString().contains(KEY));
      assertEquals("", store.requests().getFirst().header("Authorization"));
      assertEquals("", store.requests().getFirst().header("x-goog-api-key"));
    }
  }

  @Test
  void filmOnThisMachineIsNotFetchedBecauseAVendorSaysSo() throws Exception {
    try (ScriptedUpstream inside = ScriptedUpstream.start()) {
      for (String address :
          List.of(inside.url() + "/1.mp4", "http://169.254.169.254/latest", "file:///etc/passwd")) {
        EngineJob made = finish(address);
        assertInstanceOf(Fetched.Gone.class, engine.fetch(made, folder.resolve("1.mp4")), address);
      }
      assertEquals(0, inside.connections());
      assertFalse(Files.exists(folder.resolve("1.mp4")));
    }
  }

  @Test
  void missingFilmIsGoneAndABusyStoreIsAskedAgain() {
    upstream
        .on("GET /films/1.mp4", Reply.bytes(404, "<?xml version='1.0'?><Error/>".getBytes(UTF_8)))
        .on("GET /films/2.mp4", Reply.status(503));
    assertInstanceOf(
        Fetched.Gone.class,
        engine.fetch(finish(upstream.url() + "/films/1.mp4"), folder.resolve("1.mp4")));
    assertInstanceOf(
        Fetched.Again.class,
        engine.fetch(finish(upstream.url() + "/films/2.mp4"), folder.resolve("2.mp4")));
  }

  // --- For the tests of each vendor

  protected ClientOpener clients(OutboundPolicy films) {
    return (base, credentials) ->
        new EngineClient(
            Upstream.at(base, credentials),
            (name, patience) -> List.of(InetAddress.getLoopbackAddress()),
            films,
            "9.9");
  }

  protected EngineClient client(URI base, ClientOpener clients, Credentials credentials) {
    return clients.open(base, credentials);
  }

  protected Job job() {
    return job(new NativeFormat(1280, 720, 8), Optional.empty());
  }

  protected Job job(NativeFormat format, Optional<Picture> picture) {
    return new Job("job_1", Model.SORA_2, "a tram \"at\" dusk", format, 42, picture);
  }

  protected static Optional<Picture> picture(ImageFormat format) {
    return Optional.of(new Picture(new byte[] {1, 2, 3}, format, 640, 480));
  }

  /** Hands a good order over. */
  protected EngineJob accept() {
    upstream.forget(orders()).on(orders(), accepted());
    Submission.Accepted accepted =
        assertInstanceOf(Submission.Accepted.class, engine.submit(job()));
    return new EngineJob("job_1", accepted.ticket());
  }

  /** Polls once with this answer. */
  protected Progress poll(EngineJob job, int status, String json) {
    upstream.forget(questions()).on(questions(), Reply.json(status, json));
    return engine.poll(job);
  }

  protected EngineJob finish(String film) {
    EngineJob running = accept();
    Progress.Done done = assertInstanceOf(Progress.Done.class, poll(running, 200, made(film)));
    return new EngineJob("job_1", done.made());
  }

  protected Submission submit(int status, String json) {
    upstream.forget(orders()).on(orders(), Reply.json(status, json));
    return engine.submit(job());
  }

  protected JsonNode sent() {
    return new ObjectMapper().readTree(upstream.requests(orders()).getLast().text());
  }

  protected static EngineJob ticket(String text) {
    return new EngineJob("job_1", new Ticket(text));
  }

  protected static void assertRefused(Failure.Kind kind, Submission answer) {
    Submission.Refused refused = assertInstanceOf(Submission.Refused.class, answer);
    assertEquals(kind, refused.failure().kind(), refused::toString);
    assertEquals(kind != Failure.Kind.CONTENT_REFUSED, refused.elsewhere());
  }

  protected static void assertUnavailable(Scope scope, Submission answer) {
    Submission.Unavailable unavailable = assertInstanceOf(Submission.Unavailable.class, answer);
    assertEquals(scope, unavailable.scope(), unavailable::toString);
  }

  protected static void assertFailed(Failure.Kind kind, Progress answer) {
    Progress.Failed failed = assertInstanceOf(Progress.Failed.class, answer);
    assertEquals(kind, failed.failure().kind(), failed::toString);
  }
}
