package dev.afterglow.net;

import java.time.Duration;

/**
 * How much of an untrusted answer is read, and for how long.
 *
 * @param bytes the longest body, at least 1
 * @param total from the first look-up to the last byte, redirects included
 * @param pause the longest wait for a connection, and for the next bytes once connected
 * @param redirects how many are followed, each checked like the first address
 */
public record Bounds(int bytes, Duration total, Duration pause, int redirects) {
  public Bounds {
    if (bytes < 1 || redirects < 0 || !total.isPositive() || !pause.isPositive()) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }
}
