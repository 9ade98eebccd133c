package dev.afterglow.media.finishing;

import java.time.Duration;

/**
 * What one child process may use, and how many there may be.
 *
 * @param children how many run at once, 1 to 64
 * @param time of the clock on the wall, for one step
 * @param cpuTime of all its threads together, for one step
 * @param memoryBytes of address space, at least 512 MiB; held on Linux
 * @param outputBytes the largest file it may write
 * @param mostSeconds the longest film that is read
 * @param mostPixels the largest picture that is decoded
 */
public record FinishingLimits(
    int children,
    Duration time,
    Duration cpuTime,
    long memoryBytes,
    long outputBytes,
    int mostSeconds,
    int mostPixels) {
  private static final long LEAST_MEMORY = 512L << 20;
  private static final int MOST_CHILDREN = 64;

  /** One at a time, 10 minutes, 2 GiB of memory, 1 GiB of film, 2 minutes of pictures up to 4K. */
  public static final FinishingLimits DEFAULT =
      new FinishingLimits(
          1, Duration.ofMinutes(10), Duration.ofMinutes(15), 2L << 30, 1L << 30, 120, 4096 * 2304);

  /** The same for another number of children and other bounds of each; twice the time of work. */
  public FinishingLimits within(int atOnce, Duration each, long memory) {
    return new FinishingLimits(
        atOnce, each, each.multipliedBy(2), memory, outputBytes, mostSeconds, mostPixels);
  }

  public FinishingLimits {
    if (children < 1 || children > MOST_CHILDREN) {
      throw new IllegalArgumentException("children: " + children + " (expected: 1 to 64)");
    }
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || cpuTime.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("time: at least one second");
    }
    if (memoryBytes < LEAST_MEMORY || outputBytes < 1 || mostSeconds < 1 || mostPixels < 1) {
      throw new IllegalArgumentException("a bound that lets no film through");
    }
  }
}
