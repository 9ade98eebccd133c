package dev.afterglow.engines.fal;

import dev.afterglow.engines.Capacity;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.PollInterval;
import dev.afterglow.remote.templates.GridOptions;
import java.time.Duration;

/**
 * What an engine at fal is configured with.
 *
 * @param name the operator's name of the engine
 * @param grid where it differs from the model's file
 * @param pollInterval the usual pause between two polls of one job, at least 100 ms
 * @param keep how long fal keeps the film, one minute to 30 days; ours is copied at once
 */
public record FalSettings(
    String name,
    GridOptions grid,
    Capacity capacity,
    Duration pollInterval,
    DownloadBounds download,
    Duration keep) {
  private static final Duration SHORTEST_KEEP = Duration.ofMinutes(1);
  private static final Duration LONGEST_KEEP = Duration.ofDays(30);

  public FalSettings {
    PollInterval.require(pollInterval);
    if (keep.compareTo(SHORTEST_KEEP) < 0 || keep.compareTo(LONGEST_KEEP) > 0) {
      throw new IllegalArgumentException("keep: " + keep + " (expected: 1 minute to 30 days)");
    }
  }

  /** 10 jobs at once, 60 submits a minute, a poll each 5 s; fal forgets films after a day. */
  public static FalSettings standard(String name) {
    return new FalSettings(
        name,
        GridOptions.none(),
        new Capacity(10, 60, 10),
        Duration.ofSeconds(5),
        DownloadBounds.standard(),
        Duration.ofDays(1));
  }
}
