package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.lifecycle.Closer;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What other gateways of video APIs were seen to do wrong, and where it is tested that this one
 * does not. What no other test is about is tested here.
 */
final class PeerDefectsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final double PRICE = 0.4;
  private static final String KEY = RunningServer.KEY;

  /** What a peer does; and the tests, each as the class and the method. */
  private static final String DEFECTS =
      """
      A kill between the order and the row loses a paid job with its hold
        tasks.CrashTest whatAPlainEngineMayHaveIsNeverSubmittedAgain
        KilledServerTest threeKillsLoseNothing
      One error to a poll fails a task whose film is made
        remote.VendorEngineContract troubleOnAPollSaysNothingAboutTheJob
        EnginesEndToEndTest errorsInJsonToAPollFailNoTask
      A thousand jobs that never end hide all later ones
        tasks.CandidateContract aThousandJobsThatNeverEndHoldUpNoOther
      Jobs of an engine that was deleted fail in bulk, and nobody gets money back
        tasks.UpkeepContract aTaskOfAnEngineThatIsGoneKeepsItsHoldUntilTheDeadline
        tasks.UpkeepContract aWaitingTaskWhoseEngineIsGoneGoesToAnother
      A query ends a task past the books
        tasks.CandidateContract whoeverAsksForATaskAsksNoEngine
      Several keys in one field are sent as one
        config.EngineSettingsTest severalKeysInOneFileAreNotTakenForOne
      A download is cut off after a minute
        net.EngineDownloadTest filmThatDripsIsCutOff
        http.SlowClientsTest slowReaderThatGoesOnReadingGetsTheWholeFilm
      Films go out as public and with the upstream's headers
        films.VideoRoutesContract filmIsServedWholeAndAsNothingButAFilm
        PeerDefectsTest nothingOfTheUpstreamsHeadIsHandedOn
      Money is a rounded int that overflows
        ledger.LedgerContract amountsBelowOneAndOverflowsAreRefusedBeforeAnythingIsWritten
        config.KindsTest moneyIsExact
      An address is checked by one look-up and connected by another
        net.GuardedClientTest oneLookupDecidesAndItsAddressIsConnected
      A lack of money is told as a lack of permission
        LastCreditsTest ofFiftySubmitsThreeArePaidForAndTheRestAreToldSo
        api.sora.ContractTest everyRefusalHasTheContractsShape
      The end of a job is noticed minutes late when many run
        tasks.run.RunningTasksTest anEngineIsAskedAndGivenJobsAtItsOwnRate
        tasks.CandidateContract aThousandJobsThatNeverEndHoldUpNoOther
      An order whose answer is lost is repeated, or its money given back while the job runs
        remote.VendorEngineContract orderGoesOutOnceWhateverBecomesOfIt
        HostileUpstreamTest answersThatAreNoneHoldTheMoneyAndAreNeverFollowedByASecondOrder
      Ten of fifty requests at once are accepted with credit for three
        LastCreditsTest ofFiftySubmitsThreeArePaidForAndTheRestAreToldSo
        ledger.LedgerContract fiftyAtOnceWithMoneyForThreeHoldExactlyThree
      A failed task answers without a status
        PeerDefectsTest aFailedTaskSaysSoInEveryDialect
      Keys lie in plain text in the database
        CanaryTest noSecretIsFoundWhereItDoesNotBelong
      There is no list and no deletion
        PeerDefectsTest whatIsMadeIsListedShownUnderOneIdAndDeleted
        tasks.DeleteContract aFinishedTaskLosesItsFilmAndItsOwnerSeesItNoMore
      Idempotency-Key is ignored, or not handed on
        PeerDefectsTest oneKeyMakesOneFilmInEveryDialect
        engines.relay.RelayEngineTest repeatedOrderIsTheSameToTheLetter
      Nothing is stored, so that a film is gone with its upstream
        EnginesEndToEndTest filmIsStillThereWhenItsEngineIsGone
      Clients are told that the database is locked
        PeerDefectsTest clientsNeverHearOfALockedDatabase
      Queries grow slow with the history of their owner
        tasks.SqlitePlanTest everyStatementFindsItsRowsByAnIndex
        tasks.ListContract aRareStageInALongHistoryIsFoundPageByPage
      A film is held in memory while it is downloaded, and ranges are not known
        films.VideoRoutesContract rangesOfEveryFormAnswerAsTheRfcSays
        films.VideoRoutesContract filmIsClosedWhenTheReaderLeaves
      The id in an answer to a query is not the one that was made
        PeerDefectsTest whatIsMadeIsListedShownUnderOneIdAndDeleted
      A reference that is a text goes on as a picture whose bytes are that text
        PeerDefectsTest aReferenceThatIsOnlyATextOrdersNothing
      Any length passes
        PeerDefectsTest aLengthThatNobodySellsOrdersNothingInAnyDialect
      Anybody can make up ids of tasks
        AccessSweepTest whatIsForeignIsAnsweredLikeWhatDoesNotExist
        tasks.TaskIdsTest everyIdMadeIsWellFormed
      """;

  private static final Pattern BALANCE = Pattern.compile("\"remain_balance\":\\s*([0-9.]+)");
  private static final Pattern ID = Pattern.compile("\"((?:task|video)_[0-9A-Z]{26})\"");
  private static final List<String> CREATES =
      List.of("/v1/videos/generations", "/v1/videos", "/v1/video/generations");

  @TempDir static Path films;
  private static byte[] film;

  @TempDir Path folder;
  private final Closer opened = new Closer();
  private final HttpClient http = HttpClient.newHttpClient();
  private ScriptedUpstream upstream;

  @BeforeAll
  static void makeFilm() throws Exception {
    film = new SampleFilms(films).film("1280x720", 4);
  }

  @AfterEach
  void stop() {
    opened.close();
    http.shutdownNow();
  }

  @Test
  void everyDefectHasATest() throws IOException {
    List<String> missing = new ArrayList<>();
    int defects = 0;
    int tests = 0;
    for (String line : DEFECTS.lines().toList()) {
      if (!line.startsWith("  ")) {
        assertTrue(tests >= defects, "no test before: " + line);
        defects++;
        tests = defects - 1;
        continue;
      }
      tests = defects;
      String[] test = line.strip().split(" ");
      Path source =
          Path.of("server/src/test/java/dev/afterglow", test[0].replace('.', '/') + ".java");
      if (!Files.exists(source) || !Files.readString(source).contains("void " + test[1] + "(")) {
        missing.add(line.strip());
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(defects > 20 && tests == defects, defects + " defects");
  }

  @Test
  void aFailedTaskSaysSoInEveryDialect() throws Exception {
    RunningServer server = start();
    jobs("{\"id\":\"job_1\",\"status\":\"failed\",\"error\":{\"message\":\"out of memory\"}}");
    double before = balance(server);
    String task = created(server, CREATES.getFirst(), body(4, ""));
    String video = task.replace("task_", "video_");
    await(() -> get(server, "/v1/tasks/" + task).contains("\"failed\""));
    for (String place :
        List.of(
            "/v1/tasks/" + task,
            "/v1/videos/generations/" + task,
            "/v1/videos/" + video,
            "/v1/video/generations/" + task)) {
      String shown = get(server, place);
      assertTrue(shown.contains("\"status\":\"failed\""), place + ": " + shown);
      assertFalse(shown.contains("out of memory"), shown);
    }
    assertEquals(before, balance(server), 1e-9);
  }

  @Test
  void oneKeyMakesOneFilmInEveryDialect() throws Exception {
    RunningServer server = start();
    jobs("{\"id\":\"job_1\",\"status\":\"in_progress\"}");
    double before = balance(server);
    for (String create : CREATES) {
      String first = created(server, create, body(4, ""), "Idempotency-Key", "key-of-" + create);
      for (int i = 0; i < 3; i++) {
        assertEquals(
            first, created(server, create, body(4, ""), "Idempotency-Key", "key-of-" + create));
      }
      HttpResponse<String> other =
          post(server, create, body(8, ""), "Idempotency-Key", "key-of-" + create);
      assertEquals(422, other.statusCode(), other.body());
    }
    await(() -> upstream.requests("POST /v1/videos").size() == CREATES.size());
    assertEquals(before - CREATES.size() * PRICE, balance(server), 1e-9);
  }

  @Test
  void whatIsMadeIsListedShownUnderOneIdAndDeleted() throws Exception {
    RunningServer server = start();
    jobs("{\"id\":\"job_1\",\"status\":\"completed\"}");
    String video = created(server, "/v1/videos", body(4, ""));
    await(() -> get(server, "/v1/videos/" + video).contains("\"completed\""));
    assertTrue(get(server, "/v1/videos/" + video).contains("\"id\":\"" + video + "\""));
    assertTrue(get(server, "/v1/videos").contains("\"id\":\"" + video + "\""));
    HttpResponse<String> deleted =
        http.send(request(server, "/v1/videos/" + video).DELETE().build(), BodyHandlers.ofString());
    assertEquals(200, deleted.statusCode(), deleted.body());
    assertFalse(get(server, "/v1/videos").contains(video));
    assertEquals(404, server.get("/v1/videos/" + video, RunningServer.KEY).statusCode());
    assertEquals(404, server.get("/v1/videos/" + video + "/content", KEY).statusCode());
  }

  @Test
  void aLengthThatNobodySellsOrdersNothingInAnyDialect() throws Exception {
    RunningServer server = start();
    double before = balance(server);
    for (String create : CREATES) {
      for (String member : List.of("seconds", "duration")) {
        for (String value :
            List.of("999", "\"999\"", "5", "0", "-4", "4.5", "1e9", "\"4s \"", "[4]", "true")) {
          HttpResponse<String> answer =
              post(
                  server,
                  create,
                  "{\"model\":\"sora-2\",\"prompt\":\"a tram\",\"" + member + "\":" + value + "}");
          assertEquals(400, answer.statusCode(), create + " " + member + " " + value);
        }
      }
    }
    assertEquals(before, balance(server), 1e-9);
    assertEquals(List.of(), upstream.requests());
  }

  @Test
  void aReferenceThatIsOnlyATextOrdersNothing() throws Exception {
    RunningServer server = start();
    double before = balance(server);
    String address = upstream.url() + "/picture.png";
    for (String member :
        List.of(
            "\"input_reference\":\"" + address + "\"",
            "\"input_reference\":{\"image_url\":\"" + address + "\"}",
            "\"image_urls\":[\"" + address + "\"]",
            "\"image\":\"" + address + "\"",
            "\"image\":\"just words\"")) {
      for (String create : CREATES) {
        HttpResponse<String> answer = post(server, create, body(4, "," + member));
        assertEquals(400, answer.statusCode(), create + " " + member + ": " + answer.body());
      }
    }
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na tram\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"input_reference\"; "
            + "filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
            + address
            + "\r\n--b--\r\n";
    HttpResponse<String> answer =
        http.send(
            request(server, "/v1/videos")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    assertEquals(400, answer.statusCode(), answer.body());
    assertEquals(before, balance(server), 1e-9);
    assertEquals(List.of(), upstream.requests());
  }

  @Test
  void nothingOfTheUpstreamsHeadIsHandedOn() throws Exception {
    RunningServer server = start();
    jobs("{\"id\":\"job_1\",\"status\":\"completed\"}");
    upstream
        .forget("GET /v1/videos/job_1/content")
        .on(
            "GET /v1/videos/job_1/content",
            Reply.bytes(200, film)
                .header("Content-Type", "text/html")
                .header("Cache-Control", "public, max-age=86400")
                .header("Set-Cookie", "upstream=1")
                .header("X-Upstream-Account", "ours"));
    String video = created(server, "/v1/videos", body(4, ""));
    await(() -> get(server, "/v1/videos/" + video).contains("\"completed\""));
    HttpResponse<byte[]> content =
        http.send(
            request(server, "/v1/videos/" + video + "/content").build(),
            BodyHandlers.ofByteArray());
    assertEquals("video/mp4", content.headers().firstValue("Content-Type").orElse(""));
    assertFalse(content.headers().firstValue("Cache-Control").orElse("").contains("public"));
    assertTrue(content.headers().firstValue("Cache-Control").isPresent());
    assertTrue(content.headers().firstValue("Set-Cookie").isEmpty());
    assertTrue(content.headers().firstValue("X-Upstream-Account").isEmpty());
  }

  /** As when somebody copies the database, or looks into it with a program of their own. */
  @Test
  void clientsNeverHearOfALockedDatabase() throws Exception {
    RunningServer server = start();
    jobs("{\"id\":\"job_1\",\"status\":\"in_progress\"}");
    String file = "jdbc:sqlite:" + folder.resolve("data/afterglow.db");
    try (Connection stranger = DriverManager.getConnection(file);
        Statement statement = stranger.createStatement();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("begin immediate");
      List<Future<HttpResponse<String>>> answers =
          Stream.generate(() -> clients.submit(() -> post(server, CREATES.getFirst(), body(4, ""))))
              .limit(20)
              .toList();
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos()); // as long as a short copy takes
      assertTrue(get(server, "/v1/tasks").contains("\"code\":200"));
      statement.execute("rollback");
      for (Future<HttpResponse<String>> answer : answers) {
        assertEquals(200, answer.get().statusCode(), answer.get().body());
      }
    }
  }

  private RunningServer start() throws Exception {
    upstream = opened.add(ScriptedUpstream.start());
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        data.resolve("afterglow.yaml"),
        """
        engines:
          gpu: {type: openai, url: '%s/v1', model: m, seconds: [4, 8], concurrency: 50,
                poll-interval: 100ms}
        models: {sora-2: [gpu]}
        """
            .formatted(upstream.url()));
    return opened.add(RunningServer.start(data));
  }

  /** Every order is accepted as the same job, which stands like this. */
  private void jobs(String state) {
    upstream
        .on("POST /v1/videos", Reply.json(200, "{\"id\":\"job_1\",\"status\":\"queued\"}"))
        .on("GET /v1/videos/job_1", Reply.json(200, state))
        .on("GET /v1/videos/job_1/content", Reply.file(film, "\"1\""))
        .on("DELETE /v1/videos/job_1", Reply.json(200, "{\"deleted\":true}"));
  }

  private static String body(int seconds, String more) {
    return "{\"model\":\"sora-2\",\"prompt\":\"a tram\",\"size\":\"1280x720\",\"seconds\":\"%d\"%s}"
        .formatted(seconds, more);
  }

  private String created(RunningServer server, String path, String body, String... headers)
      throws Exception {
    HttpResponse<String> answer = post(server, path, body, headers);
    Matcher id = ID.matcher(answer.body());
    assertTrue(answer.statusCode() == 200 && id.find(), answer.body());
    return id.group(1);
  }

  private HttpResponse<String> post(
      RunningServer server, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        request(server, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return http.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(RunningServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .header("Authorization", "Bearer " + KEY);
  }

  private static String get(RunningServer server, String path) {
    try {
      return server.get(path, KEY).body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static double balance(RunningServer server) throws Exception {
    Matcher balance = BALANCE.matcher(server.get("/v1/user/balance", KEY).body());
    assertTrue(balance.find());
    return Double.parseDouble(balance.group(1));
  }

  private static void await(BooleanSupplier what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!what.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertTrue(what.getAsBoolean());
  }
}
