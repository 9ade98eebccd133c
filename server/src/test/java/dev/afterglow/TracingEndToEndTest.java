package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver of OTLP gets of a server whose engine is a scripted vendor. */
final class TracingEndToEndTest {
  private static final Pattern TASK = Pattern.compile("task_[0-9A-Z]{26}");
  private static final String PROMPT = "canary-of-the-prompt 一只金丝雀";
  private static final String CLIENTS_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CLIENTS_SPAN = "00f067aa0ba902b7";
  private static final String PARENT = "00-" + CLIENTS_TRACE + "-" + CLIENTS_SPAN + "-01";

  @TempDir private Path folder;
  private OtlpReceiver receiver;
  private ScriptedUpstream vendor;
  private volatile String status = "in_progress";

  @BeforeEach
  void everybodyListens() throws IOException {
    receiver = OtlpReceiver.start();
    vendor = ScriptedUpstream.start();
    vendor.on("GET /v1/models", Reply.json(200, "{\"data\":[{\"id\":\"m\"}]}"));
    vendor.on("POST /v1/videos", Reply.json(200, "{\"id\":\"video_1\",\"status\":\"queued\"}"));
    vendor.on("DELETE /v1/videos/video_1", Reply.json(200, "{\"deleted\":true}"));
    vendor.on(
        "GET /v1/videos/video_1",
        _ ->
            Reply.json(
                200,
                "{\"id\":\"video_1\",\"status\":\""
                    + status
                    + "\",\"error\":{\"code\":\"oops\","
                    + "\"message\":\"canary-of-the-error\"}}"));
  }

  @AfterEach
  void everybodyLeaves() throws IOException {
    vendor.close();
    receiver.close();
  }

  private RunningServer server(Map<String, String> more) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("afterglow.yaml"),
        """
        engines:
          gpu: {type: openai, url: '%s/v1', key: canary-of-the-key, poll-interval: 100ms,
                seconds: [4], model: m}
        models:
          sora-2: [gpu]
        """
            .formatted(vendor.url()));
    return RunningServer.start(data, more);
  }

  private Map<String, String> traced(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tracing.endpoint", receiver.url().toString());
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static String order(RunningServer server) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(server.address() + "/v1/videos/generations?x=1"))
                  .header("Authorization", "Bearer " + RunningServer.KEY)
                  .header("Content-Type", "application/json")
                  .header("traceparent", PARENT)
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"model\":\"sora-2\",\"duration\":4,\"prompt\":\"" + PROMPT + "\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer::body);
      Matcher task = TASK.matcher(answer.body());
      assertTrue(task.find());
      return task.group();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "it did not come");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private boolean polled(int times) {
    return vendor.requests("GET /v1/videos/video_1").size() >= times;
  }

  /** The spans of a task's trace by name, once its end has come. */
  private Map<String, Span> traceOf(String task) {
    Span end =
        receiver
            .await(
                1,
                span ->
                    span.getName().equals("task")
                        && OtlpReceiver.attribute(span, "afterglow.task.id").equals(task))
            .getFirst();
    receiver.await(6, span -> OtlpReceiver.trace(span).equals(OtlpReceiver.trace(end)));
    return receiver.spans().stream()
        .filter(span -> OtlpReceiver.trace(span).equals(OtlpReceiver.trace(end)))
        .collect(Collectors.toMap(Span::getName, span -> span, (first, _) -> first));
  }

  private static void assertChain(Map<String, Span> trace) {
    Span request = trace.get("POST /v1/videos/generations");
    assertEquals("", OtlpReceiver.parent(request));
    assertEquals(OtlpReceiver.id(request), OtlpReceiver.parent(trace.get("task")));
    String task = OtlpReceiver.id(trace.get("task"));
    assertEquals(task, OtlpReceiver.parent(trace.get("queue")));
    assertEquals(task, OtlpReceiver.parent(trace.get("attempt")));
    String attempt = OtlpReceiver.id(trace.get("attempt"));
    assertEquals(attempt, OtlpReceiver.parent(trace.get("submit")));
    assertEquals(attempt, OtlpReceiver.parent(trace.get("poll")));
  }

  @Test
  void requestTaskAttemptAndVendorAreOneTraceWithoutAWordOfTheirs() throws Exception {
    try (RunningServer server = server(traced("tracing.header", "x-key=canary-of-the-header"))) {
      String task = order(server);
      await(() -> polled(3));
      status = "failed";
      Map<String, Span> trace = traceOf(task);
      assertChain(trace);
      assertEquals("failed", OtlpReceiver.attribute(trace.get("task"), "afterglow.outcome"));
      assertEquals("accepted", OtlpReceiver.attribute(trace.get("submit"), "afterglow.outcome"));
      assertEquals("gpu", OtlpReceiver.attribute(trace.get("attempt"), "afterglow.engine"));
      assertTrue(
          trace.get("attempt").getEndTimeUnixNano() >= trace.get("attempt").getStartTimeUnixNano());
      assertFalse(OtlpReceiver.trace(trace.get("task")).equals(CLIENTS_TRACE), "not asked for");
      assertEquals("canary-of-the-header", receiver.header("X-key"));
    }
    assertEquals(
        1,
        receiver.spans().stream().filter(span -> span.getName().equals("poll")).count(),
        "polls that find nothing new are no spans");
    String everything = receiver.everything().replace("canary-of-the-header", "");
    assertFalse(everything.contains("canary"), "a prompt, a key or an error of the engine");
    assertFalse(everything.contains("金丝雀"));
    assertFalse(everything.contains(RunningServer.KEY));
    assertFalse(everything.contains("?x=1"));
    vendor.requests().forEach(request -> assertEquals("", request.header("traceparent")));
  }

  @Test
  void traceGoesOnInTheNextProcess() throws Exception {
    String task;
    try (RunningServer server = server(traced())) {
      task = order(server);
      await(() -> polled(2));
    }
    status = "failed";
    try (RunningServer _ = server(traced())) {
      assertChain(traceOf(task));
    }
  }

  @Test
  void clientsTraceAndTheTasksNameOneAnotherWhereClientsAreBelieved() throws Exception {
    try (RunningServer server = server(traced("tracing.from-clients", "true"))) {
      String task = order(server);
      status = "failed";
      Map<String, Span> trace = traceOf(task);
      assertChain(trace);
      Span there =
          receiver.await(1, span -> OtlpReceiver.trace(span).equals(CLIENTS_TRACE)).getFirst();
      assertEquals(CLIENTS_SPAN, OtlpReceiver.parent(there));
      Span root = trace.get("POST /v1/videos/generations");
      assertEquals(root.getSpanId(), there.getLinks(0).getSpanId());
      assertEquals(there.getSpanId(), root.getLinks(0).getSpanId());
    }
  }

  @Test
  void enginesAreToldWhereTheOperatorSaysSo() throws Exception {
    try (RunningServer server = server(traced("tracing.to-engines", "true"))) {
      String task = order(server);
      await(() -> polled(1));
      status = "failed";
      Map<String, Span> trace = traceOf(task);
      String told = vendor.requests("POST /v1/videos").getFirst().header("traceparent");
      Span submit = trace.get("submit");
      assertEquals(
          "00-" + OtlpReceiver.trace(submit) + "-" + OtlpReceiver.id(submit) + "-01", told);
    }
  }

  @Test
  void noTraceIsSentWhereTheShareIsNone() throws Exception {
    try (RunningServer server = server(traced("tracing.share", "0"))) {
      String task = order(server);
      status = "failed";
      await(() -> ended(server, task));
    }
    assertEquals(List.of(), receiver.spans());
  }

  private static boolean ended(RunningServer server, String task) {
    try {
      return server.get("/v1/tasks/" + task, RunningServer.KEY).body().contains("\"failed\"");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void receiverThatIsAwayHoldsUpNothingAndIsCounted() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    Map<String, String> settings =
        Map.of(
            "tracing.endpoint", "http://127.0.0.1:" + nobody, "metrics.token", "0123456789abcdef");
    try (RunningServer server = server(settings)) {
      String task = order(server);
      status = "failed";
      await(() -> ended(server, task));
      await(() -> lost(server) > 0);
    }
  }

  private static double lost(RunningServer server) {
    try {
      Matcher lost =
          Pattern.compile("afterglow_traces_lost_total\\S* ([0-9.]+)")
              .matcher(server.get("/metrics", "0123456789abcdef").body());
      return lost.find() ? Double.parseDouble(lost.group(1)) : 0;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Off, it costs nothing: not one class of OpenTelemetry is loaded. */
  @Test
  void nothingIsLoadedWhereNothingIsTraced() throws Exception {
    Path log = folder.resolve("classes.log");
    Map<String, String> variables = Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
    assertFalse(loaded(log, variables));
    Map<String, String> on = new HashMap<>(variables);
    on.put("AFTERGLOW_TRACING_ENDPOINT", receiver.url().toString());
    assertTrue(loaded(log, on), "the test does not see what is loaded");
  }

  private boolean loaded(Path log, Map<String, String> variables) throws Exception {
    Files.deleteIfExists(log);
    try (ServerProcess server = ServerProcess.start(folder, folder.resolve("plain"), variables)) {
      assertNotEquals(0, server.pid());
      server.terminate();
      server.exitCode();
    }
    return Files.readString(log).contains("io.opentelemetry");
  }
}
