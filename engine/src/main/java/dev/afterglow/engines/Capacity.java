package dev.afterglow.engines;

/**
 * How much an engine may be given.
 *
 * @param running jobs at once, at least 1
 * @param submitsPerMinute at least 1
 * @param pollsPerSecond at least 1
 */
public record Capacity(int running, int submitsPerMinute, int pollsPerSecond) {
  public Capacity {
    if (running < 1 || submitsPerMinute < 1 || pollsPerSecond < 1) {
      throw new IllegalArgumentException(
          "capacity: "
              + running
              + " running, "
              + submitsPerMinute
              + " submits per minute, "
              + pollsPerSecond
              + " polls per second (expected: at least 1)");
    }
  }

  /** An engine on this machine, whose only bound is how many jobs it works on. */
  public static Capacity ofRunning(int running) {
    return new Capacity(running, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }
}
