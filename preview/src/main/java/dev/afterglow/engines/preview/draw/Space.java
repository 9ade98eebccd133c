package dev.afterglow.engines.preview.draw;

/**
 * The size of a film and its design units: a landscape picture is 720 units high, a portrait one
 * 640 wide. x counts from the middle to the right, y from the top down, whatever the resolution.
 *
 * @param width pixels, even
 * @param height pixels, even
 */
public record Space(int width, int height) {
  public Space {
    if (width < 16 || height < 16 || width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException(
          "size: " + width + "x" + height + " (expected: even numbers from 16)");
    }
  }

  /** Whether the picture is higher than wide. */
  public boolean portrait() {
    return height > width;
  }

  /** Pixels in a unit. */
  public float scale() {
    return portrait() ? width / 640f : height / 720f;
  }

  /** Units from the middle to either side. */
  public float half() {
    return width / scale() / 2;
  }

  /** Units from the top to the bottom. */
  public float bottom() {
    return height / scale();
  }

  /** The y that lies this part of the height below the top. */
  public float at(float part) {
    return bottom() * part;
  }
}
