package dev.afterglow.events;

import java.time.Duration;

/**
 * How many may wait, and for how long.
 *
 * @param places how many wait at once; shared fairly by owner, and by address
 * @param placesPerKey how many of them one key may have
 * @param longestWait of a question that waits for its answer
 * @param longestStream after which a stream of events ends, and its client comes again
 * @param heartbeat between two signs of life of a stream
 */
public record WatchLimits(
    int places,
    int placesPerKey,
    Duration longestWait,
    Duration longestStream,
    Duration heartbeat) {
  /** What is set unless the operator says otherwise. */
  public static final WatchLimits DEFAULT =
      new WatchLimits(
          4096, 1000, Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(15));

  public WatchLimits {
    if (places < 1 || placesPerKey < 1) {
      throw new IllegalArgumentException(
          "places: " + places + ", of a key " + placesPerKey + " (expected: > 0)");
    }
    if (!longestWait.isPositive() || !longestStream.isPositive() || !heartbeat.isPositive()) {
      throw new IllegalArgumentException("a wait without length");
    }
  }
}
