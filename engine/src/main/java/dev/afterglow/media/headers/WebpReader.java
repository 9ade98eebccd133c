package dev.afterglow.media.headers;

/** Walks the chunks of a WebP (RFC 9649): lossy, lossless or extended. */
final class WebpReader {
  private static final int CONTAINER_BYTES = 12;
  private static final int CHUNK_HEAD_BYTES = 8;
  private static final int MOST_CHUNKS = 65_536;
  private static final int ANIMATION_FLAG = 0x02;

  private final Cursor file;
  private int canvasWidth;
  private int canvasHeight;
  private int width;
  private int height;
  private int orientation = ExifOrientation.UPRIGHT;
  private boolean animated;

  WebpReader(Cursor file) {
    this.file = file;
  }

  ImageHeader read() throws Malformed {
    Cursor container = file.part(0, 8 + file.u32LittleEndian(4));
    int at = CONTAINER_BYTES;
    int chunks = 0;
    while (at < container.length()) {
      long length = container.u32LittleEndian(at + 4);
      Cursor data = container.part(at + CHUNK_HEAD_BYTES, length);
      take(container, at, data);
      long padded = at + CHUNK_HEAD_BYTES + length + (length & 1);
      at = Math.toIntExact(Math.min(padded, container.length()));
      if (++chunks > MOST_CHUNKS) {
        throw new Malformed("more than " + MOST_CHUNKS + " chunks");
      }
    }
    return header(container.length());
  }

  private void take(Cursor container, int at, Cursor data) throws Malformed {
    if (container.startsWith(at, 'V', 'P', '8', ' ')) {
      lossy(data);
    } else if (container.startsWith(at, 'V', 'P', '8', 'L')) {
      lossless(data);
    } else if (container.startsWith(at, 'V', 'P', '8', 'X')) {
      extended(at, data);
    } else if (container.startsWith(at, 'A', 'N', 'I', 'M')
        || container.startsWith(at, 'A', 'N', 'M', 'F')) {
      animated = true;
    } else if (container.startsWith(at, 'E', 'X', 'I', 'F')) {
      orientation = ExifOrientation.read(data);
    }
  }

  private void lossy(Cursor data) throws Malformed {
    boolean keyFrame = (data.u8(0) & 1) == 0;
    if (!keyFrame || !data.startsWith(3, 0x9D, 0x01, 0x2A)) {
      throw new Malformed("VP8 without a key frame");
    }
    image(data.u16LittleEndian(6) & 0x3FFF, data.u16LittleEndian(8) & 0x3FFF);
  }

  private void lossless(Cursor data) throws Malformed {
    long bits = data.u32LittleEndian(1);
    if (data.u8(0) != 0x2F || bits >>> 29 != 0) {
      throw new Malformed("VP8L of an unknown version");
    }
    image((int) (bits & 0x3FFF) + 1, (int) (bits >>> 14 & 0x3FFF) + 1);
  }

  private void extended(int at, Cursor data) throws Malformed {
    if (at != CONTAINER_BYTES) {
      throw new Malformed("VP8X is not the first chunk");
    }
    animated |= (data.u8(0) & ANIMATION_FLAG) != 0;
    canvasWidth = data.u24LittleEndian(4) + 1;
    canvasHeight = data.u24LittleEndian(7) + 1;
  }

  private void image(int wide, int high) throws Malformed {
    if (width != 0) {
      throw new Malformed("two images");
    }
    if (wide == 0 || high == 0) {
      throw new Malformed("no pixels");
    }
    width = wide;
    height = high;
  }

  private ImageHeader header(int length) throws Malformed {
    if (animated && canvasWidth != 0) {
      width = canvasWidth;
      height = canvasHeight;
    }
    if (width == 0) {
      throw new Malformed("no image");
    }
    if (canvasWidth != 0 && (canvasWidth != width || canvasHeight != height)) {
      throw new Malformed("the image is not the size of its canvas");
    }
    return new ImageHeader(ImageFormat.WEBP, width, height, orientation, animated, length);
  }
}
