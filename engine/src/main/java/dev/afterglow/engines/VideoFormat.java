package dev.afterglow.engines;

import java.util.List;

/**
 * The outer form of a film: resolution, orientation and length.
 *
 * @param seconds length in whole seconds, one of {@link #SECONDS}
 */
public record VideoFormat(Resolution resolution, Orientation orientation, int seconds) {
  /** The lengths the contract sells. */
  public static final List<Integer> SECONDS = List.of(4, 8, 12, 16, 20);

  public VideoFormat {
    if (!SECONDS.contains(seconds)) {
      throw new IllegalArgumentException(
          "seconds: " + seconds + " (expected: one of " + SECONDS + ")");
    }
  }

  /** Width in pixels. */
  public int width() {
    return resolution.width(orientation);
  }

  /** Height in pixels. */
  public int height() {
    return resolution.height(orientation);
  }
}
