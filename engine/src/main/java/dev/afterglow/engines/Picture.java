package dev.afterglow.engines;

/**
 * A reference image that has passed every check: the bytes as they came, and what their header
 * says.
 *
 * @param bytes the encoded file, at most 10 MB; never changed after construction
 * @param format what the bytes are, whatever their name said
 * @param width width in pixels as displayed, EXIF orientation applied
 * @param height height in pixels as displayed, EXIF orientation applied
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
public record Picture(byte[] bytes, Format format, int width, int height) {
  /** The file formats that the contract accepts. */
  public enum Format {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    /** The IANA media type, such as {@code image/jpeg}. */
    public String mediaType() {
      return mediaType;
    }
  }

  /** The orientation of the film that this picture asks for: portrait only if higher than wide. */
  public Orientation orientation() {
    return height > width ? Orientation.PORTRAIT : Orientation.LANDSCAPE;
  }
}
