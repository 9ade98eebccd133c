package dev.afterglow.media.pixels;

import dev.afterglow.media.headers.ImageHeader;
import java.util.List;
import java.util.Optional;

/**
 * A file taken apart: what the decoder of its format gets, and what is understood here.
 *
 * @param slices the pixels' own data as a file of the same format, without metadata
 * @param profile the embedded ICC profile, unchecked
 * @param channels what the decoder's numbers mean
 * @param pixelBytes bytes that one decoded pixel takes
 * @param codecBytes bytes that the decoder itself holds while it works
 */
record Parts(
    List<Slices.Slice> slices,
    Optional<byte[]> profile,
    Channels channels,
    int pixelBytes,
    long codecBytes) {
  /** What the numbers of a decoded pixel stand for. */
  enum Channels {
    /** The decoder's colour model says it. */
    OF_THE_MODEL,
    GRAY,
    RGB,
    YCBCR,
    CMYK,
    /** CMYK as Adobe's programs write it: 255 is no ink. */
    INVERTED_CMYK,
    YCCK,
    INVERTED_YCCK
  }

  /** Takes a whole image apart, as its header reader left it. */
  static Parts of(byte[] file, ImageHeader header) throws Undecodable {
    return switch (header.format()) {
      case JPEG -> new JpegParts(file).read();
      case PNG -> new PngParts(file, header).read();
      case WEBP -> WebpParts.read(file, header);
      case GIF, BMP, TIFF, HEIC, AVIF ->
          throw new Undecodable(Undecodable.Reason.BROKEN, "no decoder for " + header.format());
    };
  }
}
