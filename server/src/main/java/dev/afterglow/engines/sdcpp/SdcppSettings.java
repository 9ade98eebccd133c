package dev.afterglow.engines.sdcpp;

import dev.afterglow.engines.Capacity;
import dev.afterglow.remote.PollInterval;
import dev.afterglow.remote.templates.GridOptions;
import java.time.Duration;

/**
 * What an engine at a server of stable-diffusion.cpp is configured with.
 *
 * @param name the operator's name of the engine
 * @param grid where it differs from the model's file
 * @param capacity it works on one job at a time and lets 64 wait
 * @param pollInterval the usual pause between two polls of one job, at least 100 ms
 * @param mostBytes the longest answer, which holds the film in base64
 */
public record SdcppSettings(
    String name, GridOptions grid, Capacity capacity, Duration pollInterval, int mostBytes) {
  public SdcppSettings {
    PollInterval.require(pollInterval);
    if (mostBytes < 1 << 20) {
      throw new IllegalArgumentException("answer: " + mostBytes + " bytes (expected: 1 MiB)");
    }
  }

  /** One job at once, a poll each 2 s, answers of at most 256 MiB. */
  public static SdcppSettings standard(String name) {
    return new SdcppSettings(
        name, GridOptions.none(), new Capacity(1, 60, 10), Duration.ofSeconds(2), 256 << 20);
  }
}
