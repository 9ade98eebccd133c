package dev.afterglow.images;

import dev.afterglow.engines.Picture;
import dev.afterglow.images.ImageOutcome.Fault;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.media.headers.ImageHeader;
import java.util.Arrays;
import java.util.Optional;

/** What an image must be like to become the first frame of a film. */
final class Rules {
  static final int MOST_BYTES = 10 * 1024 * 1024;

  /** 8160 x 6144, the "50 megapixels" of phones, are more than fifty million. */
  private static final long MOST_PIXELS = 1L << 26;

  /** Decoded in Java at a tenth of the speed of the others and with as much more garbage. */
  private static final long MOST_WEBP_PIXELS = 16_000_000;

  private static final int LEAST_SIDE = 16;
  private static final int MOST_RATIO = 10;

  private Rules() {}

  /**
   * @param foreign the fault of bytes that are no image at all
   */
  static ImageOutcome check(byte[] file, Fault foreign) {
    if (file.length > MOST_BYTES) {
      return new ImageOutcome.Refused(Fault.TOO_MANY_BYTES);
    }
    return switch (ImageHeader.read(file)) {
      case ImageHeader.Reading.Unknown _ -> new ImageOutcome.Refused(foreign);
      case ImageHeader.Reading.Foreign(ImageFormat format) -> new ImageOutcome.Refused(of(format));
      case ImageHeader.Reading.Broken _ -> new ImageOutcome.Refused(Fault.BROKEN);
      case ImageHeader.Reading.Whole whole -> judge(file, whole.header());
    };
  }

  private static Fault of(ImageFormat foreign) {
    return switch (foreign) {
      case GIF -> Fault.GIF;
      case BMP -> Fault.BMP;
      case TIFF -> Fault.TIFF;
      case HEIC -> Fault.HEIC;
      case AVIF -> Fault.AVIF;
      case JPEG, PNG, WEBP -> Fault.BROKEN;
    };
  }

  private static ImageOutcome judge(byte[] file, ImageHeader header) {
    Optional<Fault> fault = fault(header);
    return fault.isPresent()
        ? new ImageOutcome.Refused(fault.get())
        : new ImageOutcome.Taken(
            new Picture(
                exactly(file, header.length()),
                header.format(),
                header.shownWidth(),
                header.shownHeight()));
  }

  private static Optional<Fault> fault(ImageHeader header) {
    long pixels = (long) header.width() * header.height();
    int shorter = Math.min(header.width(), header.height());
    int longer = Math.max(header.width(), header.height());
    if (header.animated()) {
      return Optional.of(Fault.ANIMATED);
    }
    if (pixels > (header.format() == ImageFormat.WEBP ? MOST_WEBP_PIXELS : MOST_PIXELS)) {
      return Optional.of(Fault.TOO_MANY_PIXELS);
    }
    if (shorter < LEAST_SIDE) {
      return Optional.of(Fault.TOO_SMALL);
    }
    return longer > (long) shorter * MOST_RATIO ? Optional.of(Fault.TOO_NARROW) : Optional.empty();
  }

  /** Without what follows the image: a second file hidden there goes nowhere. */
  private static byte[] exactly(byte[] file, int length) {
    return length == file.length ? file : Arrays.copyOf(file, length);
  }
}
