package dev.afterglow.net;

import java.time.Duration;

/**
 * How much is downloaded, for how long and how often it is tried.
 *
 * @param bytes the longest file
 * @param total from the first look-up to the last byte, every try included
 * @param bytesPerSecond the least that must come on average in each window; 0 for any pace
 * @param window over how long the pace is measured
 * @param tries how often in a row nothing may come before it is given up
 * @param pause before the second try; each further one waits as much longer
 * @param redirects how many are followed in each try
 */
public record DownloadBounds(
    long bytes,
    Duration total,
    long bytesPerSecond,
    Duration window,
    int tries,
    Duration pause,
    int redirects) {
  private static final DownloadBounds STANDARD =
      new DownloadBounds(
          2L << 30,
          Duration.ofHours(1),
          16 << 10,
          Duration.ofSeconds(20),
          4,
          Duration.ofSeconds(1),
          5);

  public DownloadBounds {
    if (bytes < 1 || bytesPerSecond < 0 || tries < 1 || redirects < 0) {
      throw new IllegalArgumentException("bounds must be positive");
    }
    if (!total.isPositive() || !window.isPositive() || !pause.isPositive()) {
      throw new IllegalArgumentException("durations must be positive");
    }
  }

  /** 2 GiB within an hour, at 16 KiB/s or more, four tries in a row, five redirects. */
  public static DownloadBounds standard() {
    return STANDARD;
  }

  /** The same with another length. */
  public DownloadBounds bytes(long most) {
    return new DownloadBounds(most, total, bytesPerSecond, window, tries, pause, redirects);
  }

  /** The same within another time. */
  public DownloadBounds within(Duration time) {
    return new DownloadBounds(bytes, time, bytesPerSecond, window, tries, pause, redirects);
  }
}
