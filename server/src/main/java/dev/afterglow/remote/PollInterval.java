package dev.afterglow.remote;

import java.time.Duration;

/** The usual pause between two polls of one job. */
public final class PollInterval {
  /** A shorter one would be a flood. */
  public static final Duration SHORTEST = Duration.ofMillis(100);

  private PollInterval() {}

  /**
   * Refuses one that is too short.
   *
   * @throws IllegalArgumentException if it is
   */
  public static void require(Duration pause) {
    if (pause.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "poll interval: " + pause + " (expected: at least 100 ms)");
    }
  }
}
