package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real server, as a process of its own, is killed again and again in the middle of a batch.
 * Afterwards every line has one task, no task is without a line, and the books add up.
 */
class KilledBatchTest {
  private static final int LINES = 80;
  private static final int KILLS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void everyLineIsOneTaskHoweverOftenTheServerIsKilled() throws Exception {
    Path data = folder.resolve("data");
    Map<String, String> all =
        Map.of(
            "AFTERGLOW_BATCHES_RUNNING_PER_OWNER", "1000",
            "AFTERGLOW_LIMITS_PER_KEY", "1000000",
            "AFTERGLOW_LIMITS_PER_OWNER", "1000000");
    Random random = new Random(20261128);
    String batch;
    try (ServerProcess server = ServerProcess.start(folder, data, all)) {
      batch = begin(server.address());
      untilThereAre(1 + random.nextInt(LINES / 2), server.address());
      server.kill();
    }
    for (int kill = 1; kill < KILLS; kill++) {
      try (ServerProcess server = ServerProcess.start(folder, data, all)) {
        LockSupport.parkNanos(random.nextLong(Duration.ofMillis(100).toNanos()));
        server.kill();
      }
    }
    try (ServerProcess server = ServerProcess.start(folder, data, all)) {
      untilThereAre(LINES, server.address());
      JsonNode shown = get(server.address(), "/v1/batches/" + batch);
      assertEquals("in_progress", shown.path("status").stringValue());
      server.terminate(); // so that what was made last is noted
      server.exitCode();
    }
    Set<String> ofLines = tasksOfLines(data);
    assertEquals(LINES, ofLines.size());
    Reckoning.assertKept(data, ofLines);
  }

  private static Set<String> tasksOfLines(Path data) {
    try (Database database = Database.sqlite(data.resolve("afterglow.db"))) {
      List<String> ids =
          database.read(tx ->
              Statements.all(
                  tx,
                  row -> row.getString(1),
                  "select task_id from batch_line where task_id is not null"));
      assertEquals(ids.size(), Set.copyOf(ids).size(), "no task is of two lines");
      return Set.copyOf(ids);
    }
  }

  private static String begin(URI server) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines
          .append("{\"custom_id\":\"line-")
          .append(i)
          .append("\",\"method\":\"POST\",\"url\":\"/v1/videos\",")
          .append("\"body\":{\"prompt\":\"rain\",\"size\":\"1280x720\"}}\n");
    }
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.jsonl\"\r\n\r\n"
            + lines
            + "\r\n--b--\r\n";
    String file = post(server, "/v1/files", "multipart/form-data; boundary=b", form);
    return post(
        server,
        "/v1/batches",
        "application/json",
        "{\"input_file_id\":\""
            + file
            + "\",\"endpoint\":\"/v1/videos\",\"completion_window\":\"24h\"}");
  }

  /** Waits for so many tasks, as an owner sees them. */
  private static void untilThereAre(int tasks, URI server) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int seen = 0;
    while (seen < tasks) {
      assertTrue(System.nanoTime() < end, seen + " tasks");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      seen = get(server, "/v1/videos?limit=100").path("data").size();
    }
    assertTrue(seen <= LINES, seen + " tasks of " + LINES + " lines");
  }

  private static String post(URI server, String path, String type, String body)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(server + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)))
        .path("id")
        .stringValue();
  }

  private static JsonNode get(URI server, String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(server + path)));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JsonMapper.shared()
          .readTree(
              client
                  .send(
                      request.header("Authorization", "Bearer " + ServerProcess.KEY).build(),
                      BodyHandlers.ofString())
                  .body());
    }
  }
}
