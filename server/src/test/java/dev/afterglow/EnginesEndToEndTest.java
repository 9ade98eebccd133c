package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmOrder;
import dev.afterglow.client.FilmTask;
import dev.afterglow.config.EngineType;
import dev.afterglow.lifecycle.Closer;
import dev.afterglow.media.headers.FilmHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a file of settings over engines of all manners to a film, and to the books. */
final class EnginesEndToEndTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern BALANCE = Pattern.compile("\"remain_balance\":\\s*([0-9.]+)");
  private static final double PRICE = 0.4;
  private static final int RATE = SampleFilms.RATE;

  @TempDir static Path films;
  private static SampleFilms samples;
  private static byte[] ordered;
  private static byte[] larger;

  @TempDir Path folder;
  private final Closer opened = new Closer();

  @BeforeAll
  static void makeFilms() throws Exception {
    samples = new SampleFilms(films);
    ordered = samples.film("1280x720", 4);
    larger = samples.film("1344x768", 5);
  }

  @AfterEach
  void stop() {
    opened.close();
  }

  @Test
  void filmOfAnotherSizeAndLengthIsMadeTheOrderedOne() throws Exception {
    ScriptedVendor vendor = vendor(larger);
    RunningServer server =
        server(engine("gpu", vendor, "sizes: [1344x768], seconds: [5, 10]"), "sora-2: [gpu]");
    FilmHeader film = film(made(server, order(server, 4)));
    assertEquals(List.of(1280, 720, 4_000L), shape(film));
    assertEquals(1, vendor.accepted());
    assertTrue(vendor.orders().getFirst().text().contains("1344x768"));
  }

  @Test
  void twentySecondsAreMadeOfEightByEightWithoutADoubledPicture() throws Exception {
    // Each part goes on from the last picture of the one before, as an engine's would.
    ScriptedVendor vendor =
        opened.add(
            ScriptedVendor.making(
                List.of(samples.scene(0, 96), samples.scene(95, 96), samples.scene(190, 96))));
    RunningServer server =
        server(engine("gpu", vendor, "seconds: [8], chain: true"), "sora-2: [gpu]");
    FilmHeader film = film(made(server, order(server, 20)));
    assertEquals(List.of(1280, 720, 20_000L), shape(film));
    assertEquals(3, vendor.accepted());
    List<Boolean> fromPictures =
        vendor.orders().stream().map(one -> one.text().contains("input_reference")).toList();
    assertEquals(List.of(false, true, true), fromPictures);
    double[] changes = changes(folder.resolve("delivered.mp4"));
    assertEquals(20 * RATE - 1, changes.length); // the last part is longer than what is kept of it
    double usual = Arrays.stream(changes).sorted().skip(changes.length / 2).findFirst().orElse(0);
    for (int i = 0; i < changes.length; i++) {
      assertTrue(
          changes[i] > usual / 4 && changes[i] < usual * 4,
          "from picture " + i + " to the next: " + changes[i] + ", usually " + usual);
    }
  }

  @Test
  void engineThatDiesInTheMiddleLosesAndDoublesNothing() throws Exception {
    ScriptedVendor first = vendor(ordered).takesLong();
    ScriptedVendor second = vendor(ordered);
    RunningServer server =
        server(
            engine("first", first, "seconds: [4]") + engine("second", second, "seconds: [4]"),
            "sora-2: [first, second]");
    double before = balance(server);
    String kept = order(server, 4);
    await(() -> first.accepted() == 1);
    first.broken(true);
    made(server, order(server, 4));
    assertEquals(1, second.accepted());
    assertFalse(task(server, kept).status().ended(), "its engine may be back");

    first.broken(false);
    first.finishes();
    made(server, kept);
    assertEquals(1, first.accepted());
    assertEquals(1, second.accepted());
    assertEquals(2 * PRICE, before - balance(server), 1e-9);
  }

  @Test
  void filmIsStillThereWhenItsEngineIsGone() throws Exception {
    ScriptedVendor vendor = vendor(ordered);
    RunningServer server = server(engine("gpu", vendor, "seconds: [4]"), "sora-2: [gpu]");
    FilmTask made = made(server, order(server, 4));
    vendor.close();
    assertEquals(List.of(1280, 720, 4_000L), shape(film(made)));
  }

  @Test
  void errorsInJsonToAPollFailNoTask() throws Exception {
    ScriptedVendor vendor = vendor(ordered).failingPolls(3);
    RunningServer server = server(engine("gpu", vendor, "seconds: [4]"), "sora-2: [gpu]");
    made(server, order(server, 4));
    assertEquals(1, vendor.accepted());
  }

  @Test
  void refusedContentGoesNowhereElse() throws Exception {
    ScriptedVendor strict =
        vendor(ordered)
            .refusing(
                400, "{\"error\":{\"code\":\"content_policy_violation\",\"message\":\"no\"}}");
    ScriptedVendor other = vendor(ordered);
    RunningServer server =
        server(
            engine("strict", strict, "seconds: [4]") + engine("other", other, "seconds: [4]"),
            "sora-2: [strict, other]");
    double before = balance(server);
    FilmTask ended = ended(server, order(server, 4));
    assertEquals(Optional.empty(), ended.film());
    assertEquals(1, strict.orders().size());
    assertEquals(0, other.orders().size());
    assertEquals(before, balance(server), 1e-9);
  }

  @Test
  void engineThatDoesNotKnowUsIsPausedAndTheNextOneUsed() throws Exception {
    ScriptedVendor closed =
        vendor(ordered).refusing(401, "{\"error\":{\"message\":\"Incorrect API key\"}}");
    ScriptedVendor open = vendor(ordered);
    RunningServer server =
        server(
            engine("closed", closed, "seconds: [4]") + engine("open", open, "seconds: [4]"),
            "sora-2: [closed, open]\nmetrics: {token: token-of-the-metrics}");
    made(server, order(server, 4));
    made(server, order(server, 4));
    assertEquals(1, closed.orders().size());
    assertEquals(2, open.accepted());
    String metrics = server.get("/metrics", "token-of-the-metrics").body();
    assertTrue(metrics.contains("afterglow_engine_paused{engine=\"closed\"} 1"), metrics);
    assertTrue(metrics.contains("afterglow_engine_paused{engine=\"open\"} 0"), metrics);
    assertTrue(metrics.contains("afterglow_finishing_unavailable 0"), metrics);
  }

  @Test
  void ordersWithoutAReadableAnswerAreDecidedByTheOperator() throws Exception {
    ScriptedVendor vendor = vendor(ordered).losingAnswers();
    RunningServer server = server(engine("gpu", vendor, "seconds: [4]"), "sora-2: [gpu]");
    double before = balance(server);
    String first = order(server, 4);
    await(() -> vendor.accepted() == 1);
    String second = order(server, 4);
    await(() -> vendor.accepted() == 2);
    await(() -> said("doctor").contains(first) && said("doctor").contains(second));

    assertTrue(said("tasks", "decide", first, "accept", "--ticket", "video_1").contains(first));
    made(server, first);
    assertTrue(said("tasks", "decide", second, "release").contains(second));
    assertEquals(Optional.empty(), ended(server, second).film());
    assertEquals(PRICE, before - balance(server), 1e-9);
    assertEquals(2, vendor.accepted());
    assertTrue(said("tasks", "decide", second, "release", "--lang", "zh").contains("无需决定"));
  }

  private String said(String... command) {
    Shell shell = new Shell(folder);
    shell.run(command);
    return shell.out() + shell.err();
  }

  @Test
  void dryRunShowsWhoMakesWhatAndWhetherItAnswers() throws Exception {
    ScriptedVendor vendor = vendor(ordered);
    Files.writeString(
        folder.resolve("afterglow.yaml"),
        "engines:\n"
            + engine("gpu", vendor, "seconds: [8], chain: true, sizes: [1280x720]")
            + "models:\n  sora-2: [gpu, preview]\n");
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run("engines", "test", "--dry-run"), shell::err);
    assertTrue(
        shell.out().matches("(?s).*sora-2 +1280x720 +20 +gpu \\(3 parts\\), preview.*"),
        shell::out);
    assertTrue(shell.out().matches("(?s).*sora-2 +720x1280 +8 +preview .*"), shell::out);
    assertTrue(shell.out().contains("gpu: is there"), shell::out);
    assertEquals(0, vendor.orders().size());
    assertTrue(said("engines", "list").contains("gpu"));
  }

  @Test
  void trialOrdersOneFilmAfterTheOperatorAgreed() throws Exception {
    ScriptedVendor vendor = vendor(ordered);
    Files.writeString(
        folder.resolve("afterglow.yaml"),
        "engines:\n" + engine("gpu", vendor, "seconds: [4], model: wan, price: 0.03"));
    Shell unasked = new Shell(folder);
    assertEquals(2, unasked.run("engines", "test", "gpu"));
    assertTrue(unasked.err().contains("Nobody can be asked"), unasked::err);
    Shell declined = new Shell(folder);
    assertEquals(1, declined.answering("\n", "engines", "test", "gpu"));
    assertTrue(
        declined
            .err()
            .contains(
                "One film of gpu (1280x720, 4 s) will be ordered from the model wan."
                    + " 0.12 US dollars"),
        declined::err);
    assertTrue(declined.err().contains("Nothing was ordered"), declined::err);
    Shell chinese = new Shell(folder, Map.of("LANGUAGE", "zh"));
    assertEquals(1, chinese.answering("否\n", "engines", "test", "gpu"));
    assertTrue(chinese.err().contains("费用为 0.12 美元"), chinese::err);
    assertEquals(1, new Shell(folder).answering("", "engines", "test", "gpu"));
    assertEquals(0, vendor.orders().size());

    Shell shell = new Shell(folder);
    assertEquals(0, shell.answering("yes\n", "engines", "test", "gpu"), shell::err);
    assertEquals(1, vendor.accepted());
    assertEquals(ordered.length, Files.size(folder.resolve("gpu-test.mp4")));
    assertEquals(0, shell.run("engines", "test", "gpu", "--yes"), shell::err);
    assertEquals(2, vendor.accepted());
    assertTrue(Files.exists(folder.resolve("gpu-test-2.mp4")), "what was paid for stays");
    assertEquals(2, new Shell(folder).run("engines", "test"));
  }

  @ParameterizedTest
  @EnumSource(EngineType.class)
  void startersOfEveryTypeAreAccepted(EngineType type) throws Exception {
    Map<String, String> keys =
        Stream.of("FAL", "DASHSCOPE", "ARK_API", "KLING", "GEMINI", "RELAY", "WAVESPEED")
            .collect(Collectors.toMap(name -> name + "_KEY", _ -> "k"));
    Shell shell = new Shell(folder, keys);
    assertEquals(0, shell.run("engines", "init", type.word(), "-o", "afterglow.yaml"), shell::err);
    assertEquals(
        2, new Shell(folder, keys).run("engines", "init", type.word(), "-o", "afterglow.yaml"));
    assertEquals(0, shell.run("check-config"), shell::err);
  }

  @Test
  void anotherAfterglowMakesTheFilmInTheOtherDialectToo() throws Exception {
    RunningServer upstream =
        opened.add(RunningServer.start(Files.createDirectory(folder.resolve("upstream"))));
    RunningServer server =
        server(
            "  branch: {type: openai, url: '%s/v1', key: %s, poll-interval: 200ms}\n"
                .formatted(upstream.address(), RunningServer.KEY),
            "sora-2: [branch]");
    double here = balance(server);
    double there = balance(upstream);
    made(server, order(server, 4));
    assertEquals(PRICE, here - balance(server), 1e-9);
    assertEquals(PRICE, there - balance(upstream), 1e-9);
  }

  @Test
  void anotherAfterglowMakesTheFilmAndBothBooksAreRight() throws Exception {
    RunningServer upstream =
        opened.add(RunningServer.start(Files.createDirectory(folder.resolve("upstream"))));
    RunningServer server =
        server(
            "  branch: {type: relay, url: '%s/v1', key: %s, poll-interval: 200ms}\n"
                .formatted(upstream.address(), RunningServer.KEY),
            "sora-2: [branch]");
    double here = balance(server);
    double there = balance(upstream);
    assertEquals(List.of(1280, 720, 4_000L), shape(film(made(server, order(server, 4)))));
    assertEquals(PRICE, here - balance(server), 1e-9);
    assertEquals(PRICE, there - balance(upstream), 1e-9);
  }

  @Test
  void everythingThatIsWrongWithEnginesIsToldAtOnce() throws Exception {
    Files.writeString(
        folder.resolve("afterglow.yaml"),
        """
        engines:
          a: {type: fal, key: k}
          b: {type: cog, url: "http://127.0.0.1:1", model-file: none.json}
          c: {type: openai, url: "http://127.0.0.1:1", flavour: together}
          d: {type: dashscope, key: k, region: mars}
          e: {type: ark, key: k, ca-file: none.pem}
          f: {type: comfyui, url: "http://127.0.0.1:1", workflow: ltx-2.3, workflow-file: x.json}
          g: {type: command, template: diffusers, environment: [a, b]}
          h: {type: kling, key: k, model: kling-9.0}
          i: {type: openai, url: "http://127.0.0.1:1", flavour: vllm-omin, family: wan-2.3}
          j: {type: template, template: replicat, key: k}
          k: {type: relay, url: "http://127.0.0.1:1", key: k, flavour: apimart, idempotent: true,
              model: {sora-3: x}}
          l: {type: gemini, flavour: vertex, service-account: none.json, location: "?"}
          m: {type: ark, key: k, model-id: "a b"}
        """);
    for (String command : List.of("check-config", "serve")) {
      Shell shell = new Shell(folder);
      assertEquals(2, shell.run(command), shell.out());
      for (String option :
          List.of(
              "a.model",
              "b.model-file",
              "c.model",
              "c.family",
              "d.region",
              "e.ca-file",
              "f.workflow-file",
              "g.environment",
              "h.model",
              "i.flavour",
              "i.family",
              "j.template",
              "k.idempotent",
              "k.model",
              "l.service-account",
              "m.model-id")) {
        assertTrue(shell.err().contains("engines." + option + " ("), shell::err);
      }
      assertTrue(shell.err().contains("kling-4.0"), shell::err);
      assertTrue(shell.err().contains("did you mean vllm-omni?"), shell::err);
      assertTrue(shell.err().contains("did you mean wan-2.2?"), shell::err);
      assertTrue(shell.err().contains("did you mean replicate?"), shell::err);
    }
  }

  @Test
  void whatTheReaderRefusesAndWhatEnginesRefuseIsOneList() throws Exception {
    Files.writeString(
        folder.resolve("afterglow.yaml"),
        """
        server: {prot: 1}
        engines:
          gpu: {type: openai, url: "http://127.0.0.1:1", flavour: sglnag, seconds: [four]}
          cloud: {type: fal, key: "${NOT_SET}", model: wan-3.1}
          old: {type: kling, access-key: a}
        models: {sora-2: [gup]}
        """);
    for (String command : List.of("check-config", "serve", "doctor")) {
      Shell shell = new Shell(folder, Map.of("LANGUAGE", "zh"));
      assertEquals(2, shell.run(command), shell.out());
      String told = shell.err();
      for (String part :
          List.of(
              "server.prot",
              "engines.gpu.seconds",
              "engines.gpu.flavour（",
              "您是否想写 sglang？",
              "engines.cloud.key",
              "engines.cloud.model（",
              "engines.old.secret-key",
              "models.sora-2")) {
        assertTrue(told.contains(part), told);
      }
      assertEquals(1, told.split("engines\\.cloud\\.key", -1).length - 1, told);
      assertEquals(1, told.split("engines\\.old\\.secret-key", -1).length - 1, told);
    }
  }

  @Test
  void ownersAreToldTheEngineOnlyWhereTheOperatorAllowsIt() throws Exception {
    ScriptedVendor vendor = vendor(ordered);
    String engines = engine("secret-gpu", vendor, "seconds: [4], price: 0.03");
    RunningServer server = server(engines, "sora-2: [secret-gpu]");
    String id = order(server, 4);
    made(server, id);
    String video = "video_" + id.substring("task_".length());
    List<String> places =
        List.of("/v1/tasks/" + id, "/v1/videos/" + video, "/v1/video/generations/" + id);
    for (String place : places) {
      assertFalse(server.get(place, RunningServer.KEY).body().contains("secret-gpu"), place);
    }
    server.close();
    Path data = folder.resolve("data");
    RunningServer open = opened.add(RunningServer.start(data, Map.of("tasks.show-engine", "true")));
    for (String place : places) {
      String body = open.get(place, RunningServer.KEY).body();
      assertTrue(body.contains("\"engine\":\"secret-gpu\""), body);
      assertFalse(body.contains("upscaled"), body);
    }
    String usage = said("usage", "--by", "engine,model");
    assertTrue(usage.matches("(?s).*sora-2 +secret-gpu +1 +0.40 +0.12 +0.28 +0\\s.*"), usage);
  }

  @Test
  void filmsThatAreEnlargedSaySo() throws Exception {
    ScriptedVendor vendor = vendor(samples.film("1280x704", 4));
    RunningServer server =
        server(engine("gpu", vendor, "seconds: [4], sizes: [1280x704]"), "sora-2: [gpu]");
    String id = order(server, 4);
    assertEquals(List.of(1280, 720, 4_000L), shape(film(made(server, id))));
    String body = server.get("/v1/tasks/" + id, RunningServer.KEY).body();
    assertTrue(body.contains("\"upscaled\":1.023"), body);
  }

  @Test
  void shippedEnginesOfEveryTypeAreAccepted() throws Exception {
    Files.writeString(
        folder.resolve("afterglow.yaml"),
        """
        engines:
          a: {type: openai, url: "http://127.0.0.1:1/v1", flavour: vllm-omni, chain: true}
          b: {type: openai, url: "http://127.0.0.1:1/v1", key: k, flavour: openrouter,
              model: x, family: veo-3.1}
          c: {type: relay, url: "http://127.0.0.1:1/v1", key: k, flavour: apimart,
              model: {sora-2: a, sora-2-pro: b}}
          d: {type: comfyui, url: "http://127.0.0.1:1", workflow: ltx-2.3}
          e: {type: cog, url: "http://127.0.0.1:1", model: plain, timeout: 2h}
          f: {type: sdcpp, url: "http://127.0.0.1:1", model: wan-2.2, frame-rate: 24}
          g: {type: command, template: diffusers, environment: {HF_HOME: /models}}
          h: {type: fal, key: k, model: veo-3.1, keep: 1h}
          i: {type: template, template: wavespeed, key: k}
          j: {type: dashscope, key: k, region: cn-beijing}
          k: {type: ark, key: k, model-id: ep-1}
          l: {type: kling, access-key: a, secret-key: s}
          m: {type: gemini, key: k, model: omni-1.2-flash}
        models:
          sora-2: [{engine: a, weight: 2}, {engine: b, weight: 1}, c, d, e, f, g, h, preview]
          sora-2-pro: [i, j, k, l, m]
        """);
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run("check-config"), shell::err);
    RunningServer.start(folder).close();
  }

  private ScriptedVendor vendor(byte[] film) throws IOException {
    return opened.add(ScriptedVendor.making(film));
  }

  private static String engine(String name, ScriptedVendor vendor, String more) {
    return "  %s: {type: openai, url: '%s', poll-interval: 200ms, %s}\n"
        .formatted(name, vendor.url(), more);
  }

  private RunningServer server(String engines, String models) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        data.resolve("afterglow.yaml"), "engines:\n" + engines + "models:\n  " + models + "\n");
    return opened.add(RunningServer.start(data));
  }

  private static String order(RunningServer server, int seconds) throws IOException {
    try (FilmClient client = client(server)) {
      return client.submit(
          new FilmOrder("sora-2", "a tram", seconds, "720p", "16:9", Optional.empty()),
          "order-" + System.nanoTime());
    }
  }

  private static FilmTask task(RunningServer server, String id) throws IOException {
    try (FilmClient client = client(server)) {
      return client.task(id);
    }
  }

  private static FilmTask ended(RunningServer server, String id) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    FilmTask task = task(server, id);
    while (!task.status().ended() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // as a client polls
      task = task(server, id);
    }
    assertTrue(task.status().ended(), task::toString);
    return task;
  }

  private static FilmTask made(RunningServer server, String id) throws IOException {
    FilmTask task = ended(server, id);
    assertTrue(task.film().isPresent(), task::toString);
    return task;
  }

  private static void await(BooleanSupplier what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!what.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertTrue(what.getAsBoolean());
  }

  private static FilmClient client(RunningServer server) {
    return new FilmClient(server.address(), RunningServer.KEY, "en");
  }

  private static double balance(RunningServer server) throws Exception {
    String body = server.get("/v1/user/balance", RunningServer.KEY).body();
    Matcher balance = BALANCE.matcher(body);
    assertTrue(balance.find(), body);
    return Double.parseDouble(balance.group(1));
  }

  private FilmHeader film(FilmTask task) throws IOException {
    Path file = folder.resolve("delivered.mp4");
    try (InputStream in = task.film().orElseThrow().toURL().openStream()) {
      Files.copy(in, file);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return assertInstanceOf(FilmHeader.Reading.Film.class, FilmHeader.read(channel)).header();
    }
  }

  private static List<Object> shape(FilmHeader film) {
    long tenths = Math.round(film.durationMillis() / 100.0);
    return List.of(film.width(), film.height(), tenths * 100);
  }

  /** How much each picture of a film differs from the one before. */
  private double[] changes(Path film) throws Exception {
    Path raw = folder.resolve("pictures.raw");
    SampleFilms.run(
        List.of("-i", film.toString()),
        List.of("-vf", "scale=160:90", "-pix_fmt", "gray"),
        List.of("-f", "rawvideo"),
        raw);
    byte[] all = Files.readAllBytes(raw);
    int size = 160 * 90;
    double[] changes = new double[all.length / size - 1];
    for (int i = 0; i < changes.length; i++) {
      long sum = 0;
      for (int at = 0; at < size; at++) {
        sum += Math.abs((all[i * size + at] & 0xFF) - (all[(i + 1) * size + at] & 0xFF));
      }
      changes[i] = sum / (double) size;
    }
    return changes;
  }
}
