package dev.afterglow.media.headers;

/**
 * The beginning of an MP4 box.
 *
 * @param size of the whole box, at least {@code bytes} and never beyond what holds it
 * @param bytes of this head: 8, or 16 with a long size
 */
record BoxHead(int type, long size, int bytes) {
  static final int MOST_BYTES = 16;
  private static final int SHORT_BYTES = 8;

  /**
   * @param room the bytes from the box's start to the end of what holds it
   */
  static BoxHead read(Cursor start, long room) throws Malformed {
    long size = start.u32(0);
    int type = (int) start.u32(4);
    int bytes = SHORT_BYTES;
    if (size == 1) {
      size = start.u32(8) << 32 | start.u32(12);
      bytes = MOST_BYTES;
    } else if (size == 0) {
      size = room; // up to the end
    }
    if (size < bytes || size > room) {
      throw new Malformed("a box of " + size + " bytes where " + room + " are left");
    }
    return new BoxHead(type, size, bytes);
  }

  boolean is(String name) {
    return type
        == (name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3));
  }
}
