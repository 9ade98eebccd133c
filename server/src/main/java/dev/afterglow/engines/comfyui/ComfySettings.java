package dev.afterglow.engines.comfyui;

import dev.afterglow.engines.Capacity;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.PollInterval;
import dev.afterglow.remote.templates.GridOptions;
import java.time.Duration;

/**
 * What an engine at a ComfyUI is configured with.
 *
 * @param name the operator's name of the engine
 * @param grid where it differs from the workflow's file
 * @param capacity it works on one job at a time; others wait there
 * @param pollInterval the usual pause between two polls of one job, at least 100 ms
 */
public record ComfySettings(
    String name,
    GridOptions grid,
    Capacity capacity,
    Duration pollInterval,
    DownloadBounds download) {
  public ComfySettings {
    PollInterval.require(pollInterval);
  }

  /** One job at once and a poll each 2 s. */
  public static ComfySettings standard(String name) {
    return new ComfySettings(
        name,
        GridOptions.none(),
        new Capacity(1, 60, 10),
        Duration.ofSeconds(2),
        DownloadBounds.standard());
  }
}
