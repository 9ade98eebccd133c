package dev.afterglow.media.headers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The smallest files that say they have a size, whatever it is. Their pixels are not there. */
public final class ImageBytes {
  private ImageBytes() {}

  public static byte[] png(int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(8 + 25 + 16 + 12);
    file.putLong(0x89504E470D0A1A0AL);
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).array();
    header[8] = 8;
    header[9] = 2;
    chunk(file, "IHDR", header);
    chunk(file, "IDAT", new byte[4]);
    chunk(file, "IEND", new byte[0]);
    return file.array();
  }

  public static byte[] jpeg(int width, int height, int frames) {
    ByteBuffer file = ByteBuffer.allocate(2 + frames * 13 + 10 + 3 + 2);
    file.putShort((short) 0xFFD8);
    for (int frame = 0; frame < frames; frame++) {
      file.putShort((short) 0xFFC0).putShort((short) 11).put((byte) 8);
      file.putShort((short) height).putShort((short) width).put((byte) 1);
      file.put((byte) 1).put((byte) 0x11).put((byte) 0);
    }
    file.putShort((short) 0xFFDA).putShort((short) 8).put((byte) 1).put(new byte[5]);
    file.put(new byte[] {1, 2, 3}).putShort((short) 0xFFD9);
    return file.array();
  }

  public static byte[] webp(int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(22);
    file.put("WEBPVP8 ".getBytes(StandardCharsets.US_ASCII)).putInt(10);
    file.put(new byte[] {0, 0, 0, (byte) 0x9D, 0x01, 0x2A});
    file.putShort((short) width).putShort((short) height);
    return file.array();
  }

  private static void chunk(ByteBuffer file, String name, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.US_ASCII));
    crc.update(data);
    file.putInt(data.length).put(name.getBytes(StandardCharsets.US_ASCII)).put(data);
    file.putInt((int) crc.getValue());
  }
}
