package dev.afterglow.images;

import dev.afterglow.engines.Picture;
import dev.afterglow.media.headers.ImageFormat;

/**
 * An image that passed every check.
 *
 * @param bytes exactly the image, at most 10 MB, without whatever followed it in its file
 * @param width in pixels as displayed, EXIF orientation applied
 * @param height in pixels as displayed, EXIF orientation applied
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
public record ReferenceImage(byte[] bytes, ImageFormat format, int width, int height) {
  /** The same image in the engines' words. */
  public Picture picture() {
    Picture.Format named =
        switch (format) {
          case JPEG -> Picture.Format.JPEG;
          case PNG -> Picture.Format.PNG;
          case WEBP -> Picture.Format.WEBP;
        };
    return new Picture(bytes, named, width, height);
  }
}
