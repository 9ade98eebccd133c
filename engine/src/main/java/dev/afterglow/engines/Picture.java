package dev.afterglow.engines;

import dev.afterglow.media.headers.ImageFormat;

/**
 * A reference image that has passed every check: its bytes, and what their header says.
 *
 * @param bytes exactly the encoded image, at most 10 MB, without whatever followed it in its file;
 *     never changed after construction
 * @param format JPEG, PNG or WEBP: what the bytes are, whatever their name said
 * @param width width in pixels as displayed, EXIF orientation applied
 * @param height height in pixels as displayed, EXIF orientation applied
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
public record Picture(byte[] bytes, ImageFormat format, int width, int height) {
  /** The orientation of the film that this picture asks for: portrait only if higher than wide. */
  public Orientation orientation() {
    return height > width ? Orientation.PORTRAIT : Orientation.LANDSCAPE;
  }
}
