package dev.afterglow.media.pixels;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PNG files of any kind, right or with one thing wrong. */
public final class PngBytes {
  public static final int GRAY = 0;
  public static final int RGB = 2;
  public static final int PALETTE = 3;
  public static final int GRAY_ALPHA = 4;
  public static final int RGBA = 6;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream file = new DataOutputStream(bytes);

  public PngBytes(int width, int height, int depth, int colors) {
    try {
      file.writeLong(0x89504E470D0A1A0AL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).array();
    header[8] = (byte) depth;
    header[9] = (byte) colors;
    chunk("IHDR", header);
  }

  public PngBytes chunk(String name, byte... data) {
    try {
      CRC32 crc = new CRC32();
      crc.update(name.getBytes(StandardCharsets.US_ASCII));
      crc.update(data);
      file.writeInt(data.length);
      file.writeBytes(name);
      file.write(data);
      file.writeInt((int) crc.getValue());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same row so many times, filtered by nothing. */
  public byte[] rows(int count, byte... row) {
    return chunk("IDAT", packed(count, row)).end();
  }

  public byte[] end() {
    return chunk("IEND").bytes.toByteArray();
  }

  static byte[] packed(int count, byte... row) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
      for (int y = 0; y < count; y++) {
        out.write(0);
        out.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
