package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.Picture;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.media.pixels.PictureDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * A reference picture of exactly the film's size: turned upright, cropped to cover it, scaled.
 *
 * @param pixels 0xRRGGBB, row by row; never changed after construction
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
public record Photo(int width, int height, int[] pixels) {
  /**
   * Decodes a picture for a film.
   *
   * @throws IOException if the bytes cannot be decoded wholly
   */
  public static Photo of(Picture picture, Space space) throws IOException {
    BufferedImage image = PictureDecoder.covering(picture.bytes(), space.width(), space.height());
    int[] pixels = image.getRGB(0, 0, space.width(), space.height(), null, 0, space.width());
    return new Photo(space.width(), space.height(), pixels);
  }

  /** Brightness of a pixel, 0 to 1. */
  float luma(int x, int y) {
    int pixel = pixels[y * width + x];
    return (0.2126f * ((pixel >> 16) & 255)
            + 0.7152f * ((pixel >> 8) & 255)
            + 0.0722f * (pixel & 255))
        / 255;
  }
}
