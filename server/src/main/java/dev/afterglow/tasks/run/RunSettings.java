package dev.afterglow.tasks.run;

import java.time.Duration;

/**
 * How patient the runner is.
 *
 * @param engineDeadline how long an engine may keep a task, counted from when it was first handed
 *     over; then the hold is released, and what the engine does later is the operator's loss
 * @param longestWait how long a task may wait for its turn; then it fails and its hold is released
 * @param fetchAttempts how often a finished film is fetched before its task fails
 * @param firstPause how long to wait after a first failed attempt at anything; it doubles with each
 * @param longestPause where the doubling ends
 * @param upkeepInterval how often films and lines are looked through for what is out of date
 */
public record RunSettings(
    Duration engineDeadline,
    Duration longestWait,
    int fetchAttempts,
    Duration firstPause,
    Duration longestPause,
    Duration upkeepInterval) {

  /** What a server does unless told otherwise. */
  public static final RunSettings DEFAULT =
      new RunSettings(
          Duration.ofHours(24),
          Duration.ofHours(24),
          10,
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10));

  public RunSettings {
    requirePositive("engine deadline", engineDeadline);
    requirePositive("longest wait", longestWait);
    requirePositive("first pause", firstPause);
    requirePositive("longest pause", longestPause);
    requirePositive("upkeep interval", upkeepInterval);
    if (fetchAttempts < 1) {
      throw new IllegalArgumentException(
          "fetch attempts: " + fetchAttempts + " (expected: 1 or more)");
    }
  }

  /** The pause after so many failures in a row, the first being 1. */
  Duration pauseAfter(int failures) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
    }
  }
}
