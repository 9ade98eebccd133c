package dev.afterglow.engines;

/**
 * The size of a picture or film in pixels.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record Size(int width, int height) {
  public Size {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "size: " + width + "x" + height + " (expected: at least 1)");
    }
  }

  /** How many pixels that is. */
  public long pixels() {
    return (long) width * height;
  }
}
