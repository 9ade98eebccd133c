package dev.afterglow.media.headers;

/**
 * How a camera was held, as TIFF tag 274 of the first directory says it (TIFF 6.0, CIPA DC-008).
 * Whatever is unreadable counts as upright: viewers do the same.
 */
final class ExifOrientation {
  static final int UPRIGHT = 1;
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;
  private static final int MOST_ENTRIES = 512;

  private ExifOrientation() {}

  /**
   * @return 1 to 8
   */
  static int read(Cursor exif) {
    try {
      boolean named = exif.startsWith(0, 'E', 'x', 'i', 'f', 0, 0);
      return fromTiff(named ? exif.part(6, exif.length() - 6) : exif);
    } catch (Malformed _) {
      return UPRIGHT;
    }
  }

  private static int fromTiff(Cursor tiff) throws Malformed {
    boolean little = tiff.startsWith(0, 'I', 'I', 42, 0);
    if (!little && !tiff.startsWith(0, 'M', 'M', 0, 42)) {
      return UPRIGHT;
    }
    long directory = little ? tiff.u32LittleEndian(4) : tiff.u32(4);
    if (directory > tiff.length()) {
      return UPRIGHT;
    }
    int first = (int) directory;
    int entries = Math.min(MOST_ENTRIES, u16(tiff, first, little));
    for (int i = 0; i < entries; i++) {
      int entry = first + 2 + i * ENTRY_BYTES;
      if (u16(tiff, entry, little) == TAG && u16(tiff, entry + 2, little) == SHORT) {
        int value = u16(tiff, entry + 8, little);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  private static int u16(Cursor tiff, int at, boolean little) throws Malformed {
    return little ? tiff.u16LittleEndian(at) : tiff.u16(at);
  }
}
