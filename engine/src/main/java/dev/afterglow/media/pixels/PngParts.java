package dev.afterglow.media.pixels;

import dev.afterglow.media.headers.ImageHeader;
import dev.afterglow.media.pixels.Parts.Channels;
import dev.afterglow.media.pixels.Slices.Slice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A PNG (W3C PNG third edition) taken apart: pixels, palette and transparency, and the profile. */
final class PngParts {
  private static final int SIGNATURE_BYTES = 8;
  private static final int FRAME_BYTES = 12; // length, name and checksum of a chunk
  private static final Set<String> OF_PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int MOST_PROFILE_BYTES = 4 << 20;
  private static final int LONGEST_PROFILE_NAME = 79;

  private final byte[] file;
  private final ImageHeader header;
  private final List<Slice> slices = new ArrayList<>();
  private Optional<byte[]> profile = Optional.empty();
  private boolean standard;

  PngParts(byte[] file, ImageHeader header) {
    this.file = file;
    this.header = header;
  }

  Parts read() {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    slices.add(new Slice(file, 0, SIGNATURE_BYTES));
    int at = SIGNATURE_BYTES;
    while (at < header.length()) {
      int length = bytes.getInt(at);
      String name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (OF_PIXELS.contains(name)) {
        slices.add(new Slice(file, at, FRAME_BYTES + length));
      } else if (name.equals("iCCP") && profile.isEmpty()) {
        profile = profile(at + 8, at + 8 + length);
      } else if (name.equals("sRGB")) {
        standard = true;
      }
      at += FRAME_BYTES + length;
    }
    return new Parts(
        slices, standard ? Optional.empty() : profile, Channels.OF_THE_MODEL, pixelBytes(), 0);
  }

  private int pixelBytes() {
    int depth = file[SIGNATURE_BYTES + 16];
    int channels =
        switch (file[SIGNATURE_BYTES + 17]) {
          case 3 -> 1;
          case 0 -> 2; // with the alpha that tRNS may add
          case 4 -> 2;
          default -> 4;
        };
    return channels * (depth == 16 ? 2 : 1);
  }

  /** A name, a zero, the method zero, and the profile in zlib's format; none if anything is off. */
  private Optional<byte[]> profile(int from, int to) {
    int zero = from;
    while (zero < to && zero - from <= LONGEST_PROFILE_NAME && file[zero] != 0) {
      zero++;
    }
    if (zero + 2 >= to || file[zero] != 0 || file[zero + 1] != 0) {
      return Optional.empty();
    }
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(file, zero + 2, to - zero - 2);
      byte[] whole = new byte[0];
      byte[] block = new byte[1 << 16];
      while (!inflater.finished()) {
        int count = inflater.inflate(block);
        if (count == 0 || whole.length + count > MOST_PROFILE_BYTES) {
          return Optional.empty();
        }
        whole = Arrays.copyOf(whole, whole.length + count);
        System.arraycopy(block, 0, whole, whole.length - count, count);
      }
      return Optional.of(whole);
    } catch (DataFormatException _) {
      return Optional.empty();
    }
  }
}
