package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a file system that really runs full. Needs to be root, who may mount one. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FullDiskTest {
  private static final String FILMS = "/v1/videos/generations";
  private static final String CREATE =
      "{\"model\":\"sora-2\",\"prompt\":\"flowing abstract light\",\"duration\":4}";

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount");
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString()),
        "no file system can be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null && Files.isDirectory(disk)) {
      run("umount", "-l", disk.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void fullDiskIsToldAndNothingIsLostAndAllGoesOnWithSpace() throws Exception {
    Map<String, String> floor = Map.of("data.minimum-free", "16MiB", "preview.concurrency", "1");
    try (RunningServer server = RunningServer.start(disk.resolve("data"), floor)) {
      String first = task(send(server, "POST", FILMS, CREATE));
      String second = task(send(server, "POST", FILMS, CREATE));
      String third = task(send(server, "POST", FILMS, CREATE));
      fill();

      String waiting = status(server, third);
      assertFull(send(server, "POST", FILMS, CREATE));
      assertFull(send(server, "POST", "/v1/tasks/" + third + "/cancel", ""));
      assertFull(send(server, "DELETE", "/v1/videos/" + third.replace("task_", "video_"), ""));
      assertFull(send(server, "POST", "/v1/redeem", "{\"code\":\"none\"}"));
      HttpResponse<String> ready = send(server, "GET", "/readyz", "");
      assertEquals(503, ready.statusCode());
      assertTrue(ready.body().contains("\"disk\":\"failing\""), ready.body());
      assertEquals(200, send(server, "GET", "/healthz", "").statusCode());
      for (int look = 0; look < 20; look++) { // several rounds of the runner
        assertEquals(waiting, status(server, third), "nothing is claimed, and nothing cancelled");
        assertNotEquals("completed", status(server, second), "nothing is begun on a full disk");
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }

      Files.delete(disk.resolve("ballast"));
      assertEquals(200, send(server, "GET", "/readyz", "").statusCode());
      assertEquals(200, send(server, "POST", "/v1/tasks/" + third + "/cancel", "").statusCode());
      assertEquals("completed", end(server, first));
      assertEquals("completed", end(server, second));
      assertEquals("cancelled", end(server, third));
      assertEquals("completed", end(server, task(send(server, "POST", FILMS, CREATE))));
    }
  }

  /** The floor is for what grows; orders to stop are taken for as long as they can be kept. */
  @Test
  void belowTheFloorNothingIsBegunAndWhatIsThereCanBeCancelled() throws Exception {
    Map<String, String> floor = Map.of("data.minimum-free", "999999999GiB");
    Path data = disk.resolve("data");
    String waiting = "";
    try (RunningServer server = RunningServer.start(data, Map.of("preview.concurrency", "1"))) {
      for (int films = 0; films < 4; films++) {
        waiting = task(send(server, "POST", FILMS, CREATE));
      }
    }
    try (RunningServer server = RunningServer.start(data, floor)) {
      assertFull(send(server, "POST", FILMS, CREATE));
      assertEquals(200, send(server, "POST", "/v1/tasks/" + waiting + "/cancel", "").statusCode());
    }
  }

  private static void assertFull(HttpResponse<String> answer) {
    assertEquals(503, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("the server's disk is full"), answer.body());
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
  }

  /** Takes every byte that is left. */
  private void fill() throws IOException {
    byte[] block = new byte[4_096];
    try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
      for (long written = 0; written < 256L << 20; written += block.length) {
        ballast.write(block);
      }
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full.toString());
      return;
    }
    throw new AssertionError("the disk has no end");
  }

  private static String end(RunningServer server, String task) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    String status = status(server, task);
    while (!status.matches("completed|failed|cancelled") && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // as a client polls
      status = status(server, task);
    }
    return status;
  }

  private static String status(RunningServer server, String task) throws Exception {
    return json(send(server, "GET", "/v1/tasks/" + task, "")).at("/data/status").asString();
  }

  private static String task(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return json(answer).at("/data/0/task_id").asString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static HttpResponse<String> send(
      RunningServer server, String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(server.address() + path))
              .header("Authorization", "Bearer " + RunningServer.KEY)
              .header("Accept-Language", "en")
              .header("Content-Type", "application/json")
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
