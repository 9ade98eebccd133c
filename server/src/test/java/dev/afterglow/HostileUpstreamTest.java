package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server behind which an upstream does its worst, and clients who want it led astray. */
final class HostileUpstreamTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String ORDER = "POST /v1/videos";
  private static final String SECRET = "vendor-key-that-nobody-may-see";
  private static final Pattern TASK = Pattern.compile("task_[0-9A-Z]{26}");
  private static final Pattern BALANCE = Pattern.compile("\"remain_balance\":\\s*([0-9.]+)");

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ScriptedUpstream upstream;
  private ScriptedUpstream elsewhere;
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    elsewhere = ScriptedUpstream.start();
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        data.resolve("afterglow.yaml"),
        """
        engines:
          gpu: {type: openai, url: '%s/v1', key: %s, model: m, seconds: [4], poll-interval: 100ms}
        models: {sora-2: [gpu]}
        """
            .formatted(upstream.url(), SECRET));
    server = RunningServer.start(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    upstream.close();
    elsewhere.close();
    http.shutdownNow();
  }

  @Test
  void answersThatAreNoneHoldTheMoneyAndAreNeverFollowedByASecondOrder() throws Exception {
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    List<Reply> worst =
        List.of(
            Reply.bytes(200, "<html>welcome</html>".getBytes(StandardCharsets.UTF_8)),
            Reply.bytes(200, deep).header("Content-Type", "application/json"),
            Reply.bytes(200, new byte[64]).header("Content-Encoding", "gzip"),
            Reply.json(200, "{}"),
            Reply.redirect(307, elsewhere.url() + "/v1/videos"));
    double before = balance();
    List<String> tasks = new ArrayList<>();
    for (Reply reply : worst) {
      upstream.forget(ORDER).on(ORDER, reply);
      int sent = upstream.requests(ORDER).size();
      tasks.add(ordered("{\"model\":\"sora-2\",\"prompt\":\"a tram\"}"));
      await(() -> upstream.requests(ORDER).size() == sent + 1);
    }
    assertEquals(worst.size(), upstream.requests(ORDER).size());
    assertEquals(List.of(), elsewhere.requests());
    await(() -> tasks.stream().noneMatch(id -> shown(id).contains("\"stage\":\"sending\"")));
    for (String id : tasks) {
      String shown = shown(id);
      assertFalse(shown.contains("html"), shown);
      if (shown.contains("\"stage\":\"checking\"")) {
        Shell shell = new Shell(folder);
        assertEquals(0, shell.run("tasks", "decide", id, "release"), shell::err);
      }
    }
    await(() -> tasks.stream().allMatch(id -> shown(id).contains("\"status\":\"failed\"")));
    assertEquals(before, balance(), 1e-9);
  }

  @Test
  void idsErrorsAndAddressesOfTheUpstreamLeadNowhere() throws Exception {
    upstream.on(ORDER, Reply.json(200, "{\"id\":\"../../admin\",\"status\":\"queued\"}"));
    ordered("{\"model\":\"sora-2\",\"prompt\":\"a climbing id\"}");
    await(() -> upstream.requests(ORDER).size() == 1);

    upstream
        .forget(ORDER)
        .on(
            ORDER,
            Reply.json(
                400,
                "{\"error\":{\"code\":\"invalid_prompt\",\"message\":\"<script>alert(1)</script> "
                    + SECRET
                    + "\"}}"));
    String refused = ordered("{\"model\":\"sora-2\",\"prompt\":\"a refused tram\"}");
    await(() -> shown(refused).contains("\"status\":\"failed\""));
    String told = shown(refused);
    assertFalse(told.contains("script") || told.contains(SECRET), told);
    assertFalse(told.contains(Integer.toString(upstream.port())), told);

    upstream
        .forget(ORDER)
        .on(ORDER, Reply.json(200, "{\"id\":\"video_1\",\"status\":\"queued\"}"))
        .on(
            "GET /v1/videos/video_1",
            Reply.json(200, "{\"id\":\"video_1\",\"status\":\"exploded\"}"),
            Reply.json(
                200,
                "{\"id\":\"another\",\"status\":\"completed\",\"url\":\"http://169.254.169.254/x\"}"));
    String odd = ordered("{\"model\":\"sora-2\",\"prompt\":\"an odd tram\"}");
    await(() -> upstream.requests("GET /v1/videos/video_1").size() >= 2);
    assertFalse(shown(odd).contains("169.254"), shown(odd));
    assertFalse(shown(odd).contains("\"status\":\"completed\""));
    for (ScriptedUpstream.Request request : upstream.requests()) {
      assertTrue(request.path().startsWith("/v1/"), request.path());
      assertFalse(request.path().contains("/admin"), request.path());
    }
    assertEquals(List.of(), elsewhere.requests());
  }

  @Test
  void noClientSaysWhereOrdersGo() throws Exception {
    upstream.on(ORDER, Reply.json(503, "{}"));
    for (String member : List.of("api_base", "base_url", "endpoint", "proxy", "engine", "url")) {
      HttpResponse<String> answer =
          post(
              "{\"model\":\"sora-2\",\"prompt\":\"a tram\",\"%s\":\"%s\"}"
                  .formatted(member, elsewhere.url()));
      assertTrue(List.of(200, 400).contains(answer.statusCode()), answer.body());
    }
    ordered("{\"model\":\"sora-2\",\"prompt\":\"a tram\"}");
    await(() -> !upstream.requests(ORDER).isEmpty());
    for (ScriptedUpstream.Request request : upstream.requests()) {
      assertFalse(request.text().contains(elsewhere.url().toString()), request.text());
      assertEquals("Bearer " + SECRET, request.header("authorization"));
    }
    assertEquals(List.of(), elsewhere.requests());
  }

  private String ordered(String body) throws Exception {
    HttpResponse<String> answer = post(body);
    Matcher id = TASK.matcher(answer.body());
    assertTrue(id.find(), answer.body());
    return id.group();
  }

  private HttpResponse<String> post(String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.address() + "/v1/videos/generations"))
            .header("Authorization", "Bearer " + RunningServer.KEY)
            .header("Content-Type", "application/json")
            .header("X-Api-Base", elsewhere.url().toString())
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String shown(String id) {
    try {
      return server.get("/v1/tasks/" + id, RunningServer.KEY).body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private double balance() throws Exception {
    Matcher balance = BALANCE.matcher(server.get("/v1/user/balance", RunningServer.KEY).body());
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
