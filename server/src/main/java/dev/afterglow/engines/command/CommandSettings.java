package dev.afterglow.engines.command;

import dev.afterglow.engines.Capacity;
import dev.afterglow.remote.PollInterval;
import dev.afterglow.remote.templates.GridOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What an engine that runs a program is configured with.
 *
 * @param name the operator's name of the engine
 * @param grid where it differs from the template
 * @param capacity how many programs run at once
 * @param folder where each job has a folder of its own; this engine's alone
 * @param longest how long a program may run, at most a week
 * @param mostLogBytes how much a program may say before it is killed
 * @param keepRunning whether programs go on when the server stops, to be taken up by the next one;
 *     otherwise they are killed with it. After a crash they are taken up in any case
 * @param variables environment variables that are set; others of ours are passed on only if they
 *     are usual ones, such as {@code PATH}
 */
public record CommandSettings(
    String name,
    GridOptions grid,
    Capacity capacity,
    Duration pollInterval,
    Path folder,
    Duration longest,
    long mostLogBytes,
    boolean keepRunning,
    Map<String, String> variables) {
  public CommandSettings {
    variables = Map.copyOf(variables);
    PollInterval.require(pollInterval);
    if (!longest.isPositive() || longest.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException("timeout: " + longest + " (expected: at most a week)");
    }
    if (mostLogBytes < 1 << 10) {
      throw new IllegalArgumentException("log: " + mostLogBytes + " bytes (expected: 1 KiB)");
    }
  }

  /** One program at once, for at most an hour, saying at most 64 MiB. */
  public static CommandSettings standard(String name, Path folder) {
    return new CommandSettings(
        name,
        GridOptions.none(),
        Capacity.ofRunning(1),
        Duration.ofSeconds(1),
        folder,
        Duration.ofHours(1),
        64L << 20,
        false,
        Map.of());
  }
}
