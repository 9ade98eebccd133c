package dev.afterglow.media.headers;

/** Walks the chunks of a PNG (W3C PNG third edition, ISO/IEC 15948), APNG's among them. */
final class PngReader {
  private static final int SIGNATURE_BYTES = 8;
  private static final int FRAME_BYTES = 12; // length, name and checksum of a chunk
  private static final int MOST_CHUNKS = 65_536;
  private static final int IHDR = name("IHDR");
  private static final int PLTE = name("PLTE");
  private static final int IDAT = name("IDAT");
  private static final int IEND = name("IEND");
  private static final int EXIF = name("eXIf");
  private static final int ANIMATION = name("acTL");

  private final Cursor file;
  private int width;
  private int height;
  private int orientation = ExifOrientation.UPRIGHT;
  private boolean animated;
  private boolean indexed;
  private boolean palette;
  private boolean pixels;

  PngReader(Cursor file) {
    this.file = file;
  }

  ImageHeader read() throws Malformed {
    int at = SIGNATURE_BYTES;
    for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
      long length = file.u32(at);
      int name = (int) file.u32(at + 4);
      Cursor data = file.part(at + 8, length);
      requireChecksum(at, name, data.length());
      if ((chunk == 0) != (name == IHDR)) {
        throw new Malformed("IHDR is missing or repeated");
      }
      take(name, data);
      at = Math.toIntExact(at + FRAME_BYTES + length);
      if (name == IEND) {
        return header(at);
      }
    }
    throw new Malformed("more than " + MOST_CHUNKS + " chunks");
  }

  private void take(int name, Cursor data) throws Malformed {
    if (name == IHDR) {
      size(data);
    } else if (name == PLTE) {
      palette = true;
    } else if (name == IDAT) {
      pixels = true;
    } else if (name == ANIMATION) {
      animated = true;
    } else if (name == EXIF) {
      orientation = ExifOrientation.read(data);
    }
  }

  private void size(Cursor data) throws Malformed {
    long wide = data.u32(0);
    long high = data.u32(4);
    if (data.length() != 13 || wide > Integer.MAX_VALUE || high > Integer.MAX_VALUE) {
      throw new Malformed("IHDR is not one");
    }
    if (wide == 0 || high == 0) {
      throw new Malformed("no pixels");
    }
    requireKnownColors(data.u8(8), data.u8(9));
    if (data.u8(10) != 0 || data.u8(11) != 0 || data.u8(12) > 1) {
      throw new Malformed("unknown compression, filter or interlace");
    }
    indexed = data.u8(9) == 3;
    width = (int) wide;
    height = (int) high;
  }

  private static void requireKnownColors(int depth, int colors) throws Malformed {
    boolean known =
        switch (colors) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known) {
      throw new Malformed("unknown colours");
    }
  }

  private ImageHeader header(int length) throws Malformed {
    if (!pixels) {
      throw new Malformed("no IDAT");
    }
    if (indexed && !palette) {
      throw new Malformed("a palette image without PLTE");
    }
    return new ImageHeader(ImageFormat.PNG, width, height, orientation, animated, length);
  }

  /** Checked where decoders check it: in chunks without which there is no image. */
  private void requireChecksum(int at, int name, int length) throws Malformed {
    boolean critical = (name & 1 << 29) == 0; // the first letter is a capital
    if (critical && file.u32(at + 8 + length) != file.crc(at + 4, 4 + length)) {
      throw new Malformed("wrong checksum");
    }
  }

  private static int name(String letters) {
    return letters.charAt(0) << 24
        | letters.charAt(1) << 16
        | letters.charAt(2) << 8
        | letters.charAt(3);
  }
}
