package dev.afterglow.engines.preview.draw;

/** The picture being painted: a plane of floats for each colour, rows top to bottom. */
public final class Canvas {
  private final int width;
  private final int height;
  private final float[] red;
  private final float[] green;
  private final float[] blue;

  /** A black picture of this size in pixels. */
  public Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    red = new float[width * height];
    green = new float[width * height];
    blue = new float[width * height];
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** The red plane itself. */
  public float[] red() {
    return red;
  }

  /** The green plane itself. */
  public float[] green() {
    return green;
  }

  /** The blue plane itself. */
  public float[] blue() {
    return blue;
  }
}
