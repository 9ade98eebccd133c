package dev.afterglow.media.headers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;

/** A view of bytes from which nothing outside can be read. Positions count from its own start. */
final class Cursor {
  private final byte[] bytes;
  private final int start;
  private final int length;

  Cursor(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Cursor(byte[] bytes, int start, int length) {
    this.bytes = bytes;
    this.start = start;
    this.length = length;
  }

  /** Reads a part of a file; what lies behind its end is zeros. */
  static Cursor read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) > 0) {
      // until it is full or the file ends
    }
    return new Cursor(buffer.array());
  }

  int length() {
    return length;
  }

  /** A part of this view. */
  Cursor part(int from, long partLength) throws Malformed {
    require(from, partLength);
    return new Cursor(bytes, start + from, (int) partLength);
  }

  int u8(int at) throws Malformed {
    require(at, 1);
    return bytes[start + at] & 0xFF;
  }

  int u16(int at) throws Malformed {
    return u8(at) << 8 | u8(at + 1);
  }

  int u16LittleEndian(int at) throws Malformed {
    return u8(at) | u8(at + 1) << 8;
  }

  int u24LittleEndian(int at) throws Malformed {
    return u16LittleEndian(at) | u8(at + 2) << 16;
  }

  long u32(int at) throws Malformed {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  long u32LittleEndian(int at) throws Malformed {
    return u16LittleEndian(at) | (long) u16LittleEndian(at + 2) << 16;
  }

  /** Whether these bytes, 0 to 255 each, stand at a position; false where the view is too short. */
  boolean startsWith(int at, int... expected) {
    if (at < 0 || at > length - expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[start + at + i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** The position of the next 0xFF byte from here on, or the length where there is none. */
  int nextFf(int from) {
    int at = Math.max(0, from);
    while (at < length && bytes[start + at] != (byte) 0xFF) {
      at++;
    }
    return at;
  }

  /** The CRC-32 of a part, as PNG uses it. */
  long crc(int from, int partLength) throws Malformed {
    require(from, partLength);
    var crc = new CRC32();
    crc.update(bytes, start + from, partLength);
    return crc.getValue();
  }

  private void require(int at, long needed) throws Malformed {
    if (at < 0 || needed < 0 || needed > (long) length - at) {
      throw new Malformed("ends too early");
    }
  }
}
