package dev.afterglow.remote.templates;

import dev.afterglow.engines.Capacity;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.PollInterval;
import dev.afterglow.remote.RemoteSettings;
import java.time.Duration;

/**
 * What an engine at a vendor of models is configured with, besides its key and its model.
 *
 * @param name the operator's name of the engine
 * @param grid where it differs from the model's file
 * @param pollInterval the usual pause between two polls of one job, at least 100 ms
 */
public record ModelSettings(
    String name,
    GridOptions grid,
    Capacity capacity,
    Duration pollInterval,
    DownloadBounds download) {
  public ModelSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an engine needs a name");
    }
    PollInterval.require(pollInterval);
  }

  /** 4 jobs at once, 30 submits a minute, a poll each 10 s. */
  public static ModelSettings standard(String name) {
    return new ModelSettings(
        name,
        GridOptions.none(),
        new Capacity(4, 30, 5),
        Duration.ofSeconds(10),
        DownloadBounds.standard());
  }

  /**
   * The same for the engine that speaks to the vendor.
   *
   * @throws IllegalArgumentException if the operator asks for what the model cannot
   */
  public RemoteSettings of(VendorModel model) {
    return new RemoteSettings(name, grid.over(model.capabilities()), capacity, download);
  }
}
