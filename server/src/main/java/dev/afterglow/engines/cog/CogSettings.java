package dev.afterglow.engines.cog;

import dev.afterglow.engines.Capacity;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.PollInterval;
import dev.afterglow.remote.templates.GridOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an engine in a Cog container is configured with.
 *
 * @param name the operator's name of the engine
 * @param grid where it differs from the model's file
 * @param capacity as many at once as the container has slots; it has no queue
 * @param folder where answered films lie until they are fetched; this engine's alone
 * @param longest how long an answer may be held, at most a day
 * @param moment how long an order waits for an early refusal, 50 ms to 30 s
 * @param mostBytes the longest answer, a film in base64 included
 */
public record CogSettings(
    String name,
    GridOptions grid,
    Capacity capacity,
    Duration pollInterval,
    DownloadBounds download,
    Path folder,
    Duration longest,
    Duration moment,
    int mostBytes) {
  public CogSettings {
    PollInterval.require(pollInterval);
    if (!longest.isPositive() || longest.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("timeout: " + longest + " (expected: at most a day)");
    }
    if (moment.toMillis() < 50 || moment.toSeconds() > 30) {
      throw new IllegalArgumentException("moment: " + moment + " (expected: 50 ms to 30 s)");
    }
    if (mostBytes < 1 << 20) {
      throw new IllegalArgumentException("answer: " + mostBytes + " bytes (expected: 1 MiB)");
    }
  }

  /** One job at once, answers of at most 256 MiB held for at most an hour. */
  public static CogSettings standard(String name, Path folder) {
    return new CogSettings(
        name,
        GridOptions.none(),
        Capacity.ofRunning(1),
        Duration.ofSeconds(1),
        DownloadBounds.standard(),
        folder,
        Duration.ofHours(1),
        Duration.ofSeconds(1),
        256 << 20);
  }
}
