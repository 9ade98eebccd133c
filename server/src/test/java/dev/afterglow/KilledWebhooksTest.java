package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.net.ScriptedUpstream.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real server, as a process of its own, is killed again and again while tasks end and their
 * messages are on the way. Afterwards every end was told, under one id, and nothing else was.
 */
class KilledWebhooksTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int ROUNDS = 3;
  private static final int TASKS = 12;

  @TempDir Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void everyEndIsToldWhateverHappensInBetween() throws Exception {
    Random random = new Random(20261128);
    AtomicBoolean sound = new AtomicBoolean();
    Path data = folder.resolve("data");
    try (ScriptedUpstream receiver =
        ScriptedUpstream.start()
            .on("POST /in", _ -> sound.get() ? Reply.status(200) : Reply.hangUp())) {
      Map<String, String> variables =
          Map.of(
              "AFTERGLOW_WEBHOOKS_ALLOWED_NETWORKS",
              "127.0.0.0/8",
              "AFTERGLOW_WEBHOOKS_ALLOWED_PORTS",
              Integer.toString(receiver.port()));
      for (int round = 0; round < ROUNDS; round++) {
        try (ServerProcess server = ServerProcess.start(folder, data, variables)) {
          if (round == 0) {
            String registered =
                post(
                        server.address(),
                        "/v1/webhook_endpoints",
                        "{\"name\": \"a\", \"url\": \""
                            + receiver.url()
                            + "/in\", \"event_types\": [\"video.failed\"]}")
                    .body();
            assertTrue(registered.contains("signing_secret"), registered);
          }
          int dies = random.nextInt(2 * TASKS);
          for (int i = 0; i < TASKS; i++) {
            if (2 * i == dies || 2 * i + 1 == dies) {
              Thread.ofVirtual().start(server::kill);
            }
            endOne(server.address());
          }
          server.kill();
        }
      }
      sound.set(true);
      try (ServerProcess server = ServerProcess.start(folder, data, variables)) {
        assertEverythingIsTold(server.address(), receiver);
      }
    }
  }

  /** Submits a task and cancels it; where the server is gone, never mind. */
  private void endOne(URI server) throws InterruptedException {
    try {
      String body =
          post(
                  server,
                  "/v1/videos/generations",
                  "{\"model\": \"sora-2\", \"prompt\": \"rain\", \"duration\": 4}")
              .body();
      String task = JSON.readTree(body).at("/data/0/task_id").asString("");
      post(server, "/v1/tasks/" + task + "/cancel", "");
    } catch (IOException | RuntimeException gone) {
      // it was killed
    }
  }

  private void assertEverythingIsTold(URI server, ScriptedUpstream receiver) throws Exception {
    Set<String> ended = new HashSet<>();
    Map<String, String> told = new HashMap<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      assertTrue(System.nanoTime() < end, () -> "ended " + ended + ", told " + told.keySet());
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      ended.clear();
      for (JsonNode task : tasks(server)) {
        String id = task.path("id").asString();
        switch (task.path("status").asString()) {
          case "cancelled" -> ended.add(id);
          case "pending", "processing" -> post(server, "/v1/tasks/" + id + "/cancel", "");
          default -> {} // a film that was made is nothing this endpoint wants to hear of
        }
      }
      told.clear();
      for (Request request : receiver.requests("POST /in")) {
        JsonNode event = JSON.readTree(request.text());
        String task = event.at("/data/id").asString().replace("video_", "task_");
        assertEquals("video.failed", event.path("type").asString());
        assertEquals(request.header("webhook-id"), event.path("id").asString());
        String before = told.put(task, request.header("webhook-id"));
        assertTrue(before == null || before.equals(told.get(task)), "two ids for one end");
      }
    } while (ended.isEmpty() || open(server) > 0 || !told.keySet().equals(ended));
    assertEquals(ended.size(), Set.copyOf(told.values()).size(), "one id for each");
  }

  private long open(URI server) throws Exception {
    return JSON.readTree(get(server, "/v1/tasks?limit=100&status=pending,processing"))
            .path("data")
            .size()
        + JSON.readTree(get(server, "/v1/webhook_deliveries?limit=100&state=pending"))
            .path("data")
            .size();
  }

  private Iterable<JsonNode> tasks(URI server) throws Exception {
    return JSON.readTree(get(server, "/v1/tasks?limit=100")).path("data");
  }

  private String get(URI server, String path) throws IOException, InterruptedException {
    return http.send(request(server, path).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> post(URI server, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(server, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(URI server, String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + ServerProcess.KEY);
  }
}
