package dev.afterglow.tasks;

import dev.afterglow.engines.Picture;
import dev.afterglow.media.headers.ImageFormat;

/**
 * What a task remembers of its reference picture beside the bytes.
 *
 * @param width in pixels as displayed
 * @param height in pixels as displayed
 */
public record PictureFacts(ImageFormat format, int width, int height) {
  /** The facts of a picture. */
  public static PictureFacts of(Picture picture) {
    return new PictureFacts(picture.format(), picture.width(), picture.height());
  }
}
