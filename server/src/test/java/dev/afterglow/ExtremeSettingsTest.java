package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.config.Environment;
import dev.afterglow.http.AnswerListener;
import dev.afterglow.lifecycle.FatalErrors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader of the settings accepts, a server starts with. */
final class ExtremeSettingsTest {
  private static final String MOST_BYTES = "1048576TiB";

  /**
   * Name, least, most. Those of engines, stores, databases and providers have tests of their own.
   */
  private static final List<List<String>> BOUNDS =
      List.of(
          List.of("server.drain", "1s", "10m"),
          List.of("tasks.running-per-key", "1", "10000"),
          List.of("tasks.waiting-per-owner", "1", "1000000"),
          List.of("tasks.waiting-in-all", "1", "10000000"),
          List.of("tasks.longest-wait", "1m", "30d"),
          List.of("tasks.engine-deadline", "1m", "30d"),
          List.of("limits.per-key", "1", "10000000"),
          List.of("limits.per-owner", "1", "10000000"),
          List.of("limits.wrong-keys-per-address", "1", "10000000"),
          List.of("limits.open-per-address", "1", "10000000"),
          List.of("limits.connections", "1", "1000000"),
          List.of("limits.requests", "1", "1000000"),
          List.of("limits.streams", "1", "1000000"),
          List.of("limits.stream-pace", "1", "1000000000"),
          List.of("limits.body-memory", "1iB", MOST_BYTES),
          List.of("events.places", "0", "1000000"),
          List.of("events.places-per-key", "1", "1000000"),
          List.of("events.longest-wait", "1s", "1h"),
          List.of("events.longest-stream", "10s", "24h"),
          List.of("events.heartbeat", "1s", "5m"),
          List.of("images.allowed-ports", "1", "65535"),
          List.of("images.uploads-per-owner", "0", MOST_BYTES),
          List.of("images.pictures-per-owner", "0", MOST_BYTES),
          List.of("files.largest", "64KiB", MOST_BYTES),
          List.of("files.bytes-per-owner", "0", MOST_BYTES),
          List.of("files.per-owner", "1", "1000000"),
          List.of("batches.lines", "1", "100000"),
          List.of("batches.open-per-owner", "1", "10000"),
          List.of("batches.running-per-owner", "1", "10000"),
          List.of("webhooks.endpoints-per-owner", "1", "1000"),
          List.of("webhooks.concurrency", "1", "1000"),
          List.of("webhooks.timeout", "1s", "2m"),
          List.of("webhooks.retry-for", "1m", "7d"),
          List.of("webhooks.disable-after", "1h", "90d"),
          List.of("webhooks.keep", "1h", "365d"),
          List.of("webhooks.allowed-ports", "1", "65535"),
          List.of("preview.concurrency", "1", "64"),
          List.of("finishing.max-upscale", "1", "4"),
          List.of("finishing.children", "1", "64"),
          List.of("finishing.time", "10s", "6h"),
          List.of("finishing.memory", "512MiB", MOST_BYTES),
          List.of("bootstrap.credit", "0", "999999999.999999"),
          List.of("metrics.token", "!".repeat(16), "~".repeat(200)),
          List.of("tracing.endpoint", "http://127.0.0.1:1", "https://127.0.0.1:65535/a/b"),
          List.of("tracing.header", "Host=a", "Content-Length=" + "~".repeat(4000)),
          List.of("tracing.share", "0", "1"),
          List.of("audit.interval", "off", "30d"),
          List.of("console.session-life", "10m", "90d"),
          List.of("console.session-idle", "5m", "90d"),
          List.of("data.minimum-free", "0", MOST_BYTES),
          List.of("server.public-url", "http://a", "https://[::1]:65535/a/b"),
          List.of("server.host", "127.0.0.1", "localhost"));

  @TempDir Path folder;

  @Test
  void aServerStartsWithTheLeastOfAllThatIsAccepted() throws Exception {
    starts(1);
  }

  @Test
  void aServerStartsWithTheMostOfAllThatIsAccepted() throws Exception {
    starts(2);
  }

  private void starts(int column) throws Exception {
    Map<String, String> given = new HashMap<>();
    BOUNDS.forEach(bound -> given.put(bound.getFirst(), bound.get(column)));
    try (Server server =
        Server.open(
            RunningServer.settings(folder, given),
            Environment.real(),
            FatalErrors.logged(),
            AnswerListener.NONE)) {
      assertEquals("http", server.address().getScheme());
    }
  }
}
