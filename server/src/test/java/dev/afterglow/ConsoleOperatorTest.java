package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.lifecycle.Closer;
import dev.afterglow.media.finishing.FfmpegProgram;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator sees and does in the console, over real HTTP, with engines that are scripted.
 */
final class ConsoleOperatorTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  @TempDir static Path films;
  private static byte[] film;

  @TempDir Path folder;
  private final Closer opened = new Closer();
  private RunningServer server;

  @BeforeAll
  static void makeAFilm() throws Exception {
    Path file = films.resolve("film.mp4");
    FfmpegProgram program = FfmpegProgram.bundled();
    String source = "testsrc2=size=1280x720:rate=24:duration=4";
    ProcessBuilder ffmpeg =
        new ProcessBuilder(
            program.ffmpeg().toString(),
            "-v",
            "error",
            "-nostdin",
            "-f",
            "lavfi",
            "-i",
            source,
            "-c:v",
            "libopenh264",
            "-b:v",
            "500k",
            "-pix_fmt",
            "yuv420p",
            file.toString());
    ffmpeg.environment().putAll(program.environment());
    assertEquals(0, ffmpeg.inheritIO().start().waitFor());
    film = Files.readAllBytes(file);
  }

  @AfterEach
  void stop() {
    opened.close();
  }

  private void serve(ScriptedVendor vendor, Map<String, String> more) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        data.resolve("afterglow.yaml"),
        """
        engines:
          gpu: {type: openai, url: '%s', key: the-secret-of-gpu, poll-interval: 200ms, seconds: [4],
                price: 0.03}
        models:
          sora-2: [gpu]
          sora-2-pro: [preview]
        """
            .formatted(vendor.url()));
    server = opened.add(RunningServer.start(data, more));
  }

  private ScriptedVendor vendor() throws IOException {
    return opened.add(ScriptedVendor.making(film));
  }

  private JsonNode order(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run(all.toArray(String[]::new)), shell.err());
    return JsonMapper.shared().readTree(shell.out());
  }

  private ConsoleVisitor signedIn(String owner) throws Exception {
    String link = order("console", "--owner", owner).path("link").asString();
    ConsoleVisitor visitor = new ConsoleVisitor(server.address());
    String token = URI.create(link).getRawQuery().replaceFirst("token=", "");
    assertEquals(303, visitor.post("/console/enter", "token", token).statusCode());
    return visitor;
  }

  /** Asks for a film in the playground; its task. */
  private static String asked(ConsoleVisitor visitor) throws Exception {
    HttpResponse<String> asked =
        visitor.submit("/console/play", "/console/play", "prompt", "rain", "model", "sora-2");
    return asked.headers().firstValue("Location").orElseThrow().replaceFirst(".*=", "");
  }

  private static String await(ConsoleVisitor visitor, String path, String text) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String body = visitor.get(path).body();
    while (!body.contains(text)) {
      assertTrue(System.nanoTime() < end, body);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      body = visitor.get(path).body();
    }
    return body;
  }

  @Test
  void wordsOfAnEngineAreShownToTheOperatorAloneAndAsText() throws Exception {
    ScriptedVendor strict =
        vendor()
            .refusing(
                400,
                JsonMapper.shared()
                    .writeValueAsString(
                        Map.of(
                            "error",
                            Map.of(
                                "code",
                                "content_policy_violation",
                                "message",
                                HOSTILE + " is not wanted here"))));
    serve(strict, Map.of());
    order("owner", "create", "Mia");
    order("credit", "add", "Mia", "--usd", "5", "--reason", "test");
    ConsoleVisitor local = signedIn("local");
    String mine = "/console/tasks/" + asked(local);
    String story = await(local, mine, "is not wanted here");
    assertFalse(story.contains("<img src=x"), "it runs");
    ConsoleVisitor mia = signedIn("Mia");
    String hers = "/console/tasks/" + asked(mia);
    assertFalse(await(mia, hers, "The engine refused or failed.").contains("not wanted here"));
  }

  @Test
  void whatTheEngineCostsIsInTheOperatorsTimelineAndInTheMargin() throws Exception {
    serve(vendor(), Map.of());
    order("owner", "create", "Mia");
    order("credit", "add", "Mia", "--usd", "5", "--reason", "test");
    ConsoleVisitor local = signedIn("local");
    String mine = "/console/tasks/" + asked(local);
    await(local, mine, "charged, the hold is closed");
    assertTrue(local.get(mine).body().contains("Engine cost $0.12"));
    ConsoleVisitor mia = signedIn("Mia");
    String hers = "/console/tasks/" + asked(mia);
    await(mia, hers, "charged, the hold is closed");
    assertFalse(mia.get(hers).body().contains("Engine cost"));
    String margin = local.get("/console/admin/margin").body();
    for (String text : List.of("$0.80", "$0.24", "$0.56", "sora-2", "gpu")) {
      assertTrue(margin.contains(text), () -> text + " is not in " + margin);
    }
    assertEquals(404, mia.get("/console/admin/margin").statusCode());
    String audit = local.get("/console/admin/audit").body();
    assertFalse(audit.contains("books.usage"), "looking is no act");
  }

  @Test
  void engineIsSeenInTheUsageOnlyByWhomMaySeeIt() throws Exception {
    serve(vendor(), Map.of());
    order("owner", "create", "Mia");
    order("credit", "add", "Mia", "--usd", "5", "--reason", "test");
    ConsoleVisitor local = signedIn("local");
    await(local, "/console/tasks/" + asked(local), "charged, the hold is closed");
    ConsoleVisitor mia = signedIn("Mia");
    await(mia, "/console/tasks/" + asked(mia), "charged, the hold is closed");
    String seen = local.get("/console/usage?by=engine").body();
    assertTrue(seen.contains("<th scope=\"row\">gpu</th>"), seen);
    String csv = local.get("/console/usage/csv").body();
    assertTrue(csv.startsWith("date,model,key,engine,films,usd\r\n"), csv);
    assertTrue(csv.contains(",sora-2,\"Console\",\"gpu\",1,0.40\r\n"), csv);
    assertFalse(mia.get("/console/usage?by=engine").body().contains("gpu"));
    assertTrue(mia.get("/console/usage?by=key").body().contains("<th scope=\"row\">Console</th>"));
    assertFalse(mia.get("/console/usage/csv").body().contains("gpu"));
    assertTrue(local.get("/console/usage?of=films").body().contains("Films: 1"));
  }

  @Test
  void ownersSeeTheEngineWhereTheOperatorAllowsIt() throws Exception {
    serve(vendor(), Map.of("tasks.show-engine", "true"));
    order("owner", "create", "Mia");
    order("credit", "add", "Mia", "--usd", "5", "--reason", "test");
    ConsoleVisitor mia = signedIn("Mia");
    await(mia, "/console/tasks/" + asked(mia), "charged, the hold is closed");
    assertTrue(mia.get("/console/usage/csv").body().contains("\"gpu\""));
  }

  @Test
  void ordersWithoutAReadableAnswerAreDecidedThere() throws Exception {
    serve(vendor().losingAnswers(), Map.of());
    ConsoleVisitor local = signedIn("local");
    String first = asked(local);
    await(local, "/console/admin", first);
    String second = asked(local);
    String page = await(local, "/console/admin", second);
    assertTrue(page.contains("oops"), "the engine's words");
    assertEquals(
        303,
        local
            .submit(
                "/console/admin",
                "/console/admin/decide",
                "task",
                first,
                "decision",
                "accept",
                "ticket",
                "video_1")
            .statusCode());
    await(local, "/console/tasks/" + first, "charged, the hold is closed");
    assertEquals(
        303,
        local
            .submit(
                "/console/admin", "/console/admin/decide", "task", second, "decision", "release")
            .statusCode());
    await(local, "/console/tasks/" + second, "Nothing was charged.");
    assertEquals(
        422,
        local
            .submit("/console/admin", "/console/admin/decide", "task", "x", "decision", "maybe")
            .statusCode());
    String audit = local.get("/console/admin/audit").body();
    assertTrue(audit.contains("task.decide"), audit);
  }

  @Test
  void trialOfAnEngineAsksBeforeItCostsAndTouchesNoBooks() throws Exception {
    ScriptedVendor vendor = vendor();
    serve(vendor, Map.of());
    ConsoleVisitor local = signedIn("local");
    String asked = local.get("/console/admin?try=gpu").body();
    assertTrue(asked.contains("1280 × 720, 4 s"), asked);
    assertTrue(asked.contains("$0.12"), asked);
    HttpResponse<String> unasked = local.submit("/console/admin", "/console/admin/engines/gpu/try");
    assertEquals("/console/admin?try=gpu", unasked.headers().firstValue("Location").orElseThrow());
    assertEquals(0, vendor.accepted());
    local.submit("/console/admin", "/console/admin/engines/gpu/try", "agreed", "yes");
    await(local, "/console/admin/engines/gpu", "/console/admin/engines/gpu/film");
    assertEquals(1, vendor.accepted());
    HttpResponse<String> made = local.get("/console/admin/engines/gpu/film");
    assertEquals(film.length, made.headers().firstValueAsLong("Content-Length").orElseThrow());
    assertTrue(local.get("/console/admin/audit").body().contains("engine.trial"));
    assertTrue(local.get("/console/usage").body().contains("$100.00"), "nothing is charged");
    assertTrue(order("doctor").path("discrepancies").isEmpty());
    assertEquals(404, local.get("/console/admin/engines/preview/film").statusCode());
    assertEquals(404, local.get("/console/admin/engines/none").statusCode());
  }

  @Test
  void engineIsAskedAboutAJobThatItNeverHad() throws Exception {
    serve(vendor(), Map.of());
    ConsoleVisitor local = signedIn("local");
    String said = local.submit("/console/admin", "/console/admin/engines/gpu/ask").body();
    assertTrue(said.contains("gpu is there"), said);
  }

  @Test
  void everySettingIsShownWithItsPlaceAndSecretsAreNot() throws Exception {
    serve(vendor(), Map.of("metrics.token", "token-of-the-metrics"));
    ConsoleVisitor local = signedIn("local");
    String page = local.get("/console/admin/settings").body();
    assertFalse(page.contains(RunningServer.KEY));
    assertFalse(page.contains("token-of-the-metrics"));
    assertFalse(page.contains("the-secret-of-gpu"));
    for (String text :
        List.of(
            "server.port",
            "command line",
            "engines.gpu.key",
            "afterglow.yaml",
            "console.session-idle",
            "how long a session of the console may rest",
            "***")) {
      assertTrue(page.contains(text), () -> text + " is not in " + page);
    }
  }

  @Test
  void messagesAreRepeatedAndTheirAddressesAreText() throws Exception {
    ScriptedUpstream receiver = opened.add(ScriptedUpstream.start());
    receiver.on("POST /hook", Reply.status(500), Reply.status(204));
    serve(
        vendor(),
        Map.of(
            "webhooks.allowed-networks",
            "127.0.0.0/8",
            "webhooks.allowed-ports",
            Integer.toString(receiver.port())));
    order(
        "webhook",
        "add",
        "local",
        receiver.url() + "/hook?x=%22%3E%3Cscript%3E",
        "--name",
        HOSTILE);
    ConsoleVisitor local = signedIn("local");
    String task = asked(local);
    String page = await(local, "/console/admin/webhooks", "last answer: 500");
    assertTrue(page.contains(task), page);
    assertFalse(page.contains("<script>\""), page);
    String message = page.replaceFirst("(?s).*webhooks/(dlv_[^/]+)/repeat.*", "$1");
    String again =
        local
            .submit("/console/admin/webhooks", "/console/admin/webhooks/" + message + "/repeat")
            .body();
    assertTrue(again.contains("once more"), again);
    await(local, "/console/admin/webhooks?state=delivered", task);
    assertEquals(
        422,
        local
            .submit("/console/admin/webhooks", "/console/admin/webhooks/dlv_1/repeat")
            .statusCode());
    String audit = local.get("/console/admin/audit").body();
    assertTrue(audit.contains("webhook.redeliver") && audit.contains("webhook.add"), audit);
    assertFalse(audit.contains("<img src=x"), audit);
    assertFalse(audit.contains("webhook.deliveries"), "looking is no act");
  }

  @Test
  void everyActIsWrittenDownWhoeverDidIt() throws Exception {
    serve(vendor(), Map.of());
    order("owner", "create", "Mia");
    order("key", "create", "Mia");
    order("price", "set", "sora-2", "720p", "0.2");
    ConsoleVisitor local = signedIn("local");
    String mia = order("owner", "list").path("owners").get(1).path("id").asString();
    String form = "/console/admin/owners/" + mia;
    local.submit("/console/admin/owners", form + "/role", "role", "operator");
    local.submit("/console/admin/owners", form + "/link");
    local.submit("/console/admin/owners", form + "/state", "state", "disabled");
    local.submit(
        "/console/admin/prices",
        "/console/admin/prices",
        "model",
        "sora-2",
        "resolution",
        "720p",
        "usd",
        "0.1");
    local.submit("/console/admin/prices", "/console/admin/codes", "usd", "5", "count", "1");
    local.submit("/console/keys", "/console/keys", "name", "one", "models", "sora-2", "ends", "");
    String audit = local.get("/console/admin/audit").body();
    for (String act :
        List.of(
            "owner.create",
            "key.create",
            "price.set",
            "console.link",
            "owner.role",
            "owner.disable",
            "code.create")) {
      assertTrue(audit.contains("<code>" + act + "</code>"), () -> act + " is not in " + audit);
    }
    assertTrue(audit.contains(">command line<") && audit.contains(">local<"), audit);
    assertFalse(audit.contains("sk-"), "a secret");
  }

  @Test
  void nameOfAnOwnerIsTextAndACsvHoldsNoFormula() throws Exception {
    serve(vendor(), Map.of());
    order("owner", "create", HOSTILE);
    ConsoleVisitor local = signedIn("local");
    String page = local.get("/console/admin/owners").body();
    assertTrue(page.contains("onerror=alert(1)"), page);
    assertFalse(page.contains("<img src=x"), page);
    ConsoleVisitor hostile = signedIn(HOSTILE);
    for (String path : List.of("/console/play", "/console/account", "/")) {
      assertFalse(hostile.get(path).body().contains("<img src=x"), path);
    }
    String link = order("console", "--owner", HOSTILE).path("link").asString();
    String enter = URI.create(link).getRawPath() + "?" + URI.create(link).getRawQuery();
    assertFalse(new ConsoleVisitor(server.address()).get(enter).body().contains("<img src=x"));
  }
}
