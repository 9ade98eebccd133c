package dev.afterglow.media.pixels;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Turns and enlarges what has been decoded. */
final class Upright {
  private Upright() {}

  /** Whether rows are displayed as columns. */
  static boolean exchangesSides(int orientation) {
    return orientation >= 5;
  }

  /** As displayed: EXIF orientation 1 to 8 (TIFF 6.0 tag 274) undone. */
  static BufferedImage turned(BufferedImage image, int orientation) {
    int w = image.getWidth();
    int h = image.getHeight();
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
          default -> new AffineTransform();
        };
    if (turn.isIdentity()) {
      return image;
    }
    boolean exchanged = exchangesSides(orientation);
    BufferedImage upright = rgb(exchanged ? h : w, exchanged ? w : h);
    Graphics2D pen = upright.createGraphics();
    pen.drawImage(image, turn, null);
    pen.dispose();
    return upright;
  }

  /** In another size, smoothly. */
  static BufferedImage scaled(BufferedImage image, int width, int height) {
    if (image.getWidth() == width && image.getHeight() == height) {
      return image;
    }
    BufferedImage scaled = rgb(width, height);
    Graphics2D pen = scaled.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return scaled;
  }

  private static BufferedImage rgb(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }
}
