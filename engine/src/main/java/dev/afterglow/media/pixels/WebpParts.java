package dev.afterglow.media.pixels;

import dev.afterglow.media.headers.ImageHeader;
import dev.afterglow.media.pixels.Parts.Channels;
import dev.afterglow.media.pixels.Slices.Slice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A still WebP (RFC 9649) taken apart: the picture, its transparency, and the profile. */
final class WebpParts {
  private static final int CONTAINER_BYTES = 12;
  private static final int HEAD_BYTES = 8;
  private static final int ALPHA_FLAG = 0x10;

  /** More than the decoder holds for each pixel: 16 megapixels were decoded in a heap of 64 MB. */
  private static final int CODEC_BYTES_PER_PIXEL = 4;

  private WebpParts() {}

  static Parts read(byte[] file, ImageHeader header) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Slice> chunks = new ArrayList<>();
    Optional<byte[]> profile = Optional.empty();
    boolean alpha = false;
    int at = CONTAINER_BYTES;
    while (at + HEAD_BYTES <= header.length()) {
      String name = new String(file, at, 4, StandardCharsets.ISO_8859_1);
      int length = bytes.getInt(at + 4);
      if (name.equals("VP8 ") || name.equals("VP8L") || name.equals("ALPH")) {
        alpha |= name.equals("ALPH");
        chunks.add(new Slice(file, at, HEAD_BYTES + length));
        chunks.add(Slice.of(new byte[length & 1]));
      } else if (name.equals("ICCP")) {
        int data = at + HEAD_BYTES;
        profile = Optional.of(Arrays.copyOfRange(file, data, data + length));
      }
      at += HEAD_BYTES + length + (length & 1);
    }
    if (alpha) {
      chunks.addFirst(extended(header));
    }
    chunks.addFirst(container(chunks));
    long codec = (long) header.width() * header.height() * CODEC_BYTES_PER_PIXEL;
    return new Parts(chunks, profile, Channels.OF_THE_MODEL, 4, codec);
  }

  private static Slice container(List<Slice> chunks) {
    int length = 4 + chunks.stream().mapToInt(Slice::length).sum();
    return Slice.of(
        ByteBuffer.allocate(CONTAINER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("RIFF".getBytes(StandardCharsets.US_ASCII))
            .putInt(length)
            .put("WEBP".getBytes(StandardCharsets.US_ASCII))
            .array());
  }

  /** The chunk that says no more than that there is transparency, and the canvas's size. */
  private static Slice extended(ImageHeader header) {
    ByteBuffer chunk = ByteBuffer.allocate(HEAD_BYTES + 10).order(ByteOrder.LITTLE_ENDIAN);
    chunk.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(ALPHA_FLAG);
    u24(chunk, header.width() - 1);
    u24(chunk, header.height() - 1);
    return Slice.of(chunk.array());
  }

  private static void u24(ByteBuffer chunk, int value) {
    chunk.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
  }
}
