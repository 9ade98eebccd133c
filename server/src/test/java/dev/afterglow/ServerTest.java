package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.config.Environment;
import dev.afterglow.config.Settings;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.DataDirectoryInUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerTest {
  @TempDir Path data;

  @Test
  void firstServeMakesOneKeyWithPlayCreditAndLaterOnesMakeNone() throws Exception {
    Settings settings = RunningServer.settings(data, Map.of("bootstrap.key", ""));
    String secret;
    try (Server first = Server.start(settings, Environment.real(), FatalErrors.logged())) {
      secret = first.firstKey().orElseThrow().secret();
      assertTrue(first.firstKey().isEmpty());
    }
    try (RunningServer later = RunningServer.start(data)) {
      assertEquals(401, later.get("/v1/balance", RunningServer.KEY).statusCode());
      HttpResponse<String> balance = later.get("/v1/user/balance", secret);
      assertTrue(balance.body().contains("\"remain_balance\":100"), balance.body());
    }
  }

  @Test
  void serverOfGenerateLeavesTheFirstKeyToServe() throws Exception {
    Settings settings = RunningServer.settings(data, Map.of("bootstrap.key", ""));
    try (Server generate = Server.start(settings, Environment.real(), FatalErrors.logged())) {
      assertFalse(generate.token().isEmpty());
    }
    try (Server serve = Server.start(settings, Environment.real(), FatalErrors.logged())) {
      assertTrue(serve.firstKey().isPresent());
    }
  }

  @Test
  void chosenKeyIsTheFirstKey() throws Exception {
    try (RunningServer server = RunningServer.start(data)) {
      assertEquals(200, server.get("/v1/models", RunningServer.KEY).statusCode());
    }
  }

  @Test
  void wordOfOneProcessIsNothingToAnother(@TempDir Path other) throws Exception {
    try (RunningServer mine = RunningServer.start(data);
        RunningServer foreign = RunningServer.start(other)) {
      String word = mine.server().token();
      assertEquals(200, mine.get("/v1/models", word).statusCode());
      assertEquals(401, foreign.get("/v1/models", word).statusCode());
    }
  }

  @Test
  void secondServerOnOneDirectoryIsRefused() throws Exception {
    try (RunningServer _ = RunningServer.start(data)) {
      assertThrows(DataDirectoryInUse.class, () -> RunningServer.start(data));
    }
    RunningServer.start(data).close();
  }

  @Test
  void portThatIsTakenLeavesNothingOpen(@TempDir Path other) throws Exception {
    try (RunningServer taken = RunningServer.start(data)) {
      Map<String, String> same = Map.of("server.port", Integer.toString(taken.address().getPort()));
      assertThrows(UncheckedIOException.class, () -> RunningServer.start(other, same));
    }
    RunningServer.start(other).close();
  }

  @Test
  void nobodyIsLetInBeforeWhatWasLeftIsTakenUp() throws Exception {
    Files.createDirectories(data.resolve("pictures/staging/cannot-be-deleted/full"));
    assertThrows(DirectoryNotEmptyException.class, () -> RunningServer.start(data));
    // the door signs links with this key, which it makes when it first opens
    assertFalse(Files.exists(data.resolve("link.keys")));
  }

  @Test
  void aliveAndReadyServersSaySo() throws Exception {
    try (RunningServer server = RunningServer.start(data)) {
      assertEquals("{\"status\":\"ok\"}", server.get("/healthz", "none").body());
      assertEquals(200, server.get("/readyz", "none").statusCode());
    }
  }

  @Test
  void serverWithoutSpaceForFilmsIsNotReady() throws Exception {
    try (RunningServer server =
        RunningServer.start(data, Map.of("data.minimum-free", "999999999GiB"))) {
      HttpResponse<String> ready = server.get("/readyz", "none");
      assertEquals(503, ready.statusCode());
      assertTrue(ready.body().contains("\"disk\":\"failing\""), ready.body());
    }
  }

  @Test
  void metricsAreForTheHolderOfTheToken(@TempDir Path other) throws Exception {
    String token = "token-of-the-metrics";
    try (RunningServer server = RunningServer.start(data, Map.of("metrics.token", token))) {
      server.get("/v1/models", "sk-wrong");
      server.get("/v1/models", RunningServer.KEY);
      assertEquals(401, server.get("/metrics", RunningServer.KEY).statusCode());
      String metrics = server.get("/metrics", token).body();
      assertTrue(metrics.contains("afterglow_http_refused_total{status=\"401\"} 1.0"), metrics);
      assertTrue(
          metrics.contains(
              "afterglow_http_requests_seconds_count{method=\"GET\",route=\"/v1/models\",status=\"200\"} 1"),
          metrics);
      assertTrue(metrics.contains("afterglow_tasks_waiting 0.0"), metrics);
    }
    try (RunningServer server = RunningServer.start(other)) {
      assertEquals(404, server.get("/metrics", token).statusCode());
    }
  }

  @Test
  void dataDirectoryIsForItsOwnerAlone() throws IOException {
    Path fresh = data.resolve("deeper/data");
    RunningServer.start(fresh).close();
    assertEquals(
        PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(fresh));
  }
}
