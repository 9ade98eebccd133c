package dev.afterglow.media;

/**
 * One picture as an encoder wants it: 8-bit BT.709 luma in video range (16 to 235) and two chroma
 * planes of half the width and half the height, rows top to bottom without gaps.
 */
public final class YuvPicture {
  private final int width;
  private final int height;
  private final byte[] luma;
  private final byte[] blue;
  private final byte[] red;

  /** An empty picture of an even width and height in pixels. */
  public YuvPicture(int width, int height) {
    if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException(
          "size: " + width + "x" + height + " (expected: even numbers)");
    }
    this.width = width;
    this.height = height;
    luma = new byte[width * height];
    blue = new byte[width * height / 4];
    red = new byte[width * height / 4];
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** The luma plane itself, to be written to. */
  public byte[] luma() {
    return luma;
  }

  /** The blue-difference plane (Cb) itself, to be written to. */
  public byte[] blue() {
    return blue;
  }

  /** The red-difference plane (Cr) itself, to be written to. */
  public byte[] red() {
    return red;
  }
}
