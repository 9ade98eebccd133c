package dev.afterglow.media.headers;

/** Walks the segments of a JPEG (ITU-T T.81) through all its scans to the end marker. */
final class JpegReader {
  private static final int TEM = 0x01;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP1 = 0xE1;
  private static final int MOST_SEGMENTS = 65_536;

  /** Real files have about ten; each one costs a decoder a pass over the whole image. */
  private static final int MOST_SCANS = 100;

  private final Cursor file;
  private int width;
  private int height;
  private int components;
  private int scans;
  private int orientation = ExifOrientation.UPRIGHT;

  JpegReader(Cursor file) {
    this.file = file;
  }

  ImageHeader read() throws Malformed {
    int at = 2; // behind SOI
    for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
      at = behindMarker(at);
      int marker = file.u8(at - 1);
      if (marker == EOI) {
        return header(at);
      }
      if (marker == TEM || isRestart(marker)) {
        continue; // has no length, and no meaning between segments
      }
      if (marker == SOI || marker < 0xC0) {
        throw new Malformed("a marker where none may be");
      }
      int length = file.u16(at);
      Cursor data = length < 2 ? file.part(at, -1) : file.part(at + 2, length - 2);
      take(marker, data);
      at += length;
      if (marker == SOS) {
        at = behindScan(at);
      }
    }
    throw new Malformed("more than " + MOST_SEGMENTS + " segments");
  }

  /**
   * The position behind the next marker. Fill bytes may lead it, and bytes that belong to nothing
   * are passed over as every decoder does: phones leave some between segments.
   */
  private int behindMarker(int at) throws Malformed {
    int code = file.nextFf(at);
    while (file.u8(code) == 0xFF || file.u8(code) == 0x00) {
      code = file.u8(code) == 0xFF ? code + 1 : file.nextFf(code);
    }
    return code + 1;
  }

  private void take(int marker, Cursor data) throws Malformed {
    if (isFrame(marker)) {
      frame(marker, data);
    } else if (marker == SOS) {
      if (components == 0) {
        throw new Malformed("a scan before its frame");
      }
      if (++scans > MOST_SCANS) {
        throw new Malformed("more than " + MOST_SCANS + " scans");
      }
    } else if (marker == APP1 && data.startsWith(0, 'E', 'x', 'i', 'f', 0, 0)) {
      orientation = ExifOrientation.read(data);
    }
  }

  /** SOF0 to SOF15 without the tables DHT, JPG and DAC that lie between them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private void frame(int marker, Cursor data) throws Malformed {
    if (components != 0) {
      throw new Malformed("two frames");
    }
    if (marker > 0xC2 || data.u8(0) != 8) {
      throw new Malformed("neither baseline nor progressive with 8 bits");
    }
    height = data.u16(1);
    width = data.u16(3);
    components = data.u8(5);
    if (width == 0 || height == 0) {
      throw new Malformed("no pixels");
    }
    if (components != 1 && components != 3 && components != 4) {
      throw new Malformed(components + " components");
    }
    if (data.length() != 6 + 3 * components) {
      throw new Malformed("a frame header of the wrong length");
    }
  }

  /** The position of the first marker behind a scan's data; a stuffed or restart FF is data. */
  private int behindScan(int from) throws Malformed {
    int at = file.nextFf(from);
    while (isData(file.u8(at + 1))) {
      at = file.nextFf(at + 2);
    }
    return at;
  }

  private static boolean isData(int code) {
    return code == 0x00 || isRestart(code);
  }

  private static boolean isRestart(int code) {
    return code >= 0xD0 && code <= 0xD7;
  }

  private ImageHeader header(int length) throws Malformed {
    if (scans == 0) {
      throw new Malformed("no scan");
    }
    return new ImageHeader(ImageFormat.JPEG, width, height, orientation, false, length);
  }
}
