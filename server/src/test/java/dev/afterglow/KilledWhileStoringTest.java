package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.objects.s3.ScriptedStore;
import dev.afterglow.objects.s3.TestBuckets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real server keeps its films in a bucket, is killed while one is on its way there, and finds
 * the bucket down when it starts again.
 */
class KilledWhileStoringTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theFilmArrivesAndNothingIsPaidTwice() throws Exception {
    CountDownLatch arriving = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    Path data = folder.resolve("data");
    try (ScriptedStore store = ScriptedStore.start()) {
      Map<String, String> variables = new HashMap<>();
      variables.put("AFTERGLOW_STORE_URL", "s3://bucket/films");
      variables.put("AFTERGLOW_STORE_ENDPOINT", store.endpoint().toString());
      variables.put("AFTERGLOW_STORE_ACCESS_KEY", TestBuckets.ACCESS_KEY);
      variables.put("AFTERGLOW_STORE_SECRET_KEY", TestBuckets.SECRET_KEY);
      store.always(
          "PUT",
          exchange -> {
            if (exchange.getRequestURI().getPath().endsWith(".mp4")) {
              exchange.getRequestBody().readNBytes(10_000);
              arriving.countDown();
              await(killed);
              throw new IOException("nobody is there any more");
            }
            return false;
          });
      String task;
      try (ServerProcess server = ServerProcess.start(folder, data, variables)) {
        task = submit(server.address());
        assertTrue(arriving.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "no film came");
        server.kill();
      } finally {
        killed.countDown();
      }
      store.always("PUT", ScriptedStore.error(503, "SlowDown"));
      try (ServerProcess server = ServerProcess.start(folder, data, variables)) {
        waitUntil("the store is asked", () -> store.count("PUT") > 8);
        assertEquals("processing", status(server.address(), task).path("status").asString());
        store.heal();
        waitUntil(
            "the film is there",
            () -> status(server.address(), task).path("status").asString().equals("completed"));
        String link = status(server.address(), task).at("/result/videos/0/url/0").asString();
        HttpResponse<byte[]> film =
            http.send(
                HttpRequest.newBuilder(URI.create(link)).header("Range", "bytes=0-99").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(206, film.statusCode());
        assertEquals(100, film.body().length);
      }
      assertEquals(0, store.unfinished());
      assertTrue(store.keys().stream().anyMatch(key -> key.endsWith(task + ".mp4")));
      String log = Files.readString(folder.resolve(ServerProcess.LOG));
      assertTrue(log.contains("503 SlowDown"), log);
      assertTrue(log.contains("waits for the store of films"), log);
      assertFalse(log.contains(TestBuckets.SECRET_KEY), "a secret in the log");
    }
  }

  private String submit(URI server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/v1/videos/generations"))
            .header("Authorization", "Bearer " + ServerProcess.KEY)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\": \"sora-2\", \"prompt\": \"rain\", \"duration\": 4}"))
            .build();
    String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JSON.readTree(body).at("/data/0/task_id").asString();
  }

  private JsonNode status(URI server, String task) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/v1/tasks/" + task))
            .header("Authorization", "Bearer " + ServerProcess.KEY)
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .path("data");
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void waitUntil(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, what);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
