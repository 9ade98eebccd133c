package dev.afterglow.engines;

/**
 * The outer form of a film as an engine is asked for it.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param seconds length in whole seconds, at least 1
 */
public record NativeFormat(int width, int height, int seconds) {
  public NativeFormat {
    if (width < 1 || height < 1 || seconds < 1) {
      throw new IllegalArgumentException(
          "native format: " + width + "x" + height + ", " + seconds + " s (expected: at least 1)");
    }
  }

  /** Exactly what was ordered. */
  public static NativeFormat of(VideoFormat ordered) {
    return new NativeFormat(ordered.width(), ordered.height(), ordered.seconds());
  }
}
