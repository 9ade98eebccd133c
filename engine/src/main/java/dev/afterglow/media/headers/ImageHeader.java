package dev.afterglow.media.headers;

/**
 * What an image file says about itself.
 *
 * @param width of the stored pixels, at least 1, before any turning
 * @param height of the stored pixels, at least 1, before any turning
 * @param orientation the EXIF orientation, 1 (upright) to 8
 * @param animated whether the file holds more than one frame
 * @param length the image's bytes from the file's start; what follows is not part of it
 */
public record ImageHeader(
    ImageFormat format, int width, int height, int orientation, boolean animated, int length) {
  public ImageHeader {
    if (width < 1 || height < 1 || orientation < 1 || orientation > 8 || length < 1) {
      throw new IllegalArgumentException("impossible image header");
    }
  }

  /** The outcome of reading a file. */
  public sealed interface Reading {
    /** A whole image of a known format. */
    record Whole(ImageHeader header) implements Reading {}

    /** No image of a format that {@link ImageFormat} knows. */
    record Unknown() implements Reading {}

    /** An image by its first bytes, of a format that is not read here. */
    record Foreign(ImageFormat format) implements Reading {}

    /**
     * It begins like one and is not: cut off, or against the rules of its format.
     *
     * @param fault for the log
     */
    record Broken(ImageFormat format, String fault) implements Reading {}
  }

  /**
   * Reads a file's structure from its first byte to the end of the image, decoding no pixel. Takes
   * time in proportion to the file and allocates next to nothing.
   */
  public static Reading read(byte[] file) {
    Cursor cursor = new Cursor(file);
    return ImageFormat.of(cursor)
        .map(format -> read(format, cursor))
        .orElseGet(Reading.Unknown::new);
  }

  /** Width in pixels as displayed. */
  public int shownWidth() {
    return turned() ? height : width;
  }

  /** Height in pixels as displayed. */
  public int shownHeight() {
    return turned() ? width : height;
  }

  private boolean turned() {
    return orientation >= 5; // 5 to 8 exchange rows and columns
  }

  private static Reading read(ImageFormat format, Cursor file) {
    try {
      return switch (format) {
        case JPEG -> new Reading.Whole(new JpegReader(file).read());
        case PNG -> new Reading.Whole(new PngReader(file).read());
        case WEBP -> new Reading.Whole(new WebpReader(file).read());
        case GIF, BMP, TIFF, HEIC, AVIF -> new Reading.Foreign(format);
      };
    } catch (Malformed e) {
      return new Reading.Broken(format, e.fault());
    }
  }
}
