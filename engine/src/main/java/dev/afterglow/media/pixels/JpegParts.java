package dev.afterglow.media.pixels;

import dev.afterglow.media.pixels.Parts.Channels;
import dev.afterglow.media.pixels.Slices.Slice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JPEG (ITU-T T.81) taken apart. Tables, frame and scans go to the decoder; fill and stray bytes,
 * metadata and profiles do not, so that none of them can trouble it. What the colours mean is told
 * by the rules of libjpeg, which every viewer follows: JFIF, then Adobe's marker, then the
 * components' names.
 */
final class JpegParts {
  private static final int SOF2_PROGRESSIVE = 0xC2;
  private static final int DHT = 0xC4;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DNL = 0xDC;
  private static final int DRI = 0xDD;
  private static final int APP0 = 0xE0;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

  /** Coefficients of several scans lie outside the heap until the last one is read. */
  private static final long MOST_COEFFICIENT_BYTES = 1L << 28;

  /** Each scan is a pass over the whole image; real files have about ten. */
  private static final long MOST_SCANNED_PIXELS = 1L << 30;

  private static final int UNKNOWN = -1;

  private final byte[] file;
  private final List<Slice> slices = new ArrayList<>();
  private final Map<Integer, byte[]> profile = new TreeMap<>();
  private int profileParts;
  private boolean jfif;
  private int adobe = UNKNOWN;
  private int frame = UNKNOWN;
  private boolean progressive;
  private int scans;

  JpegParts(byte[] file) {
    this.file = file;
  }

  Parts read() throws Undecodable {
    slices.add(Slice.of((byte) 0xFF, (byte) SOI));
    int at = 2;
    int marker = SOI;
    while (marker != EOI) {
      at = behindMarker(at);
      marker = u8(at - 1);
      if (marker != EOI && !isLone(marker)) {
        int length = u16(at);
        take(marker, at, length);
        at = marker == SOS ? scan(at + length) : at + length;
      }
    }
    slices.add(Slice.of((byte) 0xFF, (byte) EOI));
    int components = u8(frame + 7);
    return new Parts(slices, profile(), channels(components), components, codecBytes(components));
  }

  private int behindMarker(int from) {
    int at = from;
    while (true) {
      while (u8(at) != 0xFF) {
        at++;
      }
      while (u8(at) == 0xFF) {
        at++;
      }
      if (u8(at) != 0) {
        return at + 1;
      }
    }
  }

  private static boolean isLone(int marker) {
    return marker == 0x01 || isRestart(marker);
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }

  private void take(int marker, int at, int length) {
    if (marker == SOS) {
      scans++;
      keep(marker, at, length);
      if (!progressive) {
        wholeBand(at, length);
      }
    } else if (marker == DHT || marker == DQT || marker == DRI || marker == DNL) {
      keep(marker, at, length);
    } else if (marker >= 0xC0 && marker <= SOF2_PROGRESSIVE) {
      frame = at;
      progressive = marker == SOF2_PROGRESSIVE;
      keep(marker, at, length);
    } else if (marker == APP0 && begins(at, length, JFIF)) {
      jfif = true;
    } else if (marker == APP14 && begins(at, length, ADOBE) && length >= 14) {
      adobe = u8(at + 13);
    } else if (marker == APP2 && begins(at, length, ICC) && length > 16) {
      profileParts = u8(at + 15);
      profile.put(u8(at + 14), Arrays.copyOfRange(file, at + 16, at + length));
    }
  }

  private void keep(int marker, int at, int length) {
    slices.add(Slice.of((byte) 0xFF, (byte) marker));
    slices.add(new Slice(file, at, length));
  }

  /** A sequential scan has all 64 coefficients, whatever a phone writes into its last bytes. */
  private void wholeBand(int at, int length) {
    slices.removeLast();
    slices.add(new Slice(file, at, length - 3));
    slices.add(Slice.of((byte) 0, (byte) 63, (byte) 0));
  }

  /** Keeps a scan's data; what stands before the next marker without belonging to it stays in. */
  private int scan(int from) {
    int at = from;
    while (u8(at) != 0xFF || u8(at + 1) == 0 || isRestart(u8(at + 1))) {
      at++;
    }
    slices.add(new Slice(file, from, at - from));
    return at;
  }

  /** All parts in their order; one that is lost makes the others worthless. */
  private Optional<byte[]> profile() {
    if (profile.isEmpty() || profile.size() != profileParts) {
      return Optional.empty();
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    profile.values().forEach(whole::writeBytes);
    return Optional.of(whole.toByteArray());
  }

  private Channels channels(int components) {
    boolean inverted = adobe != UNKNOWN;
    if (components == 1) {
      return Channels.GRAY;
    }
    if (components == 4 && adobe == 2) {
      return Channels.INVERTED_YCCK;
    }
    if (components == 4) {
      return inverted ? Channels.INVERTED_CMYK : Channels.CMYK;
    }
    boolean named = component(0) == 'R' && component(1) == 'G' && component(2) == 'B';
    boolean rgb = !jfif && (adobe == UNKNOWN ? named : adobe == 0);
    return rgb ? Channels.RGB : Channels.YCBCR;
  }

  private int component(int number) {
    return u8(frame + 8 + 3 * number);
  }

  private long codecBytes(int components) throws Undecodable {
    if (scans == 1 && !progressive) {
      return 0;
    }
    long pixels = (long) u16(frame + 3) * u16(frame + 5);
    int mostAcross = 1;
    int mostDown = 1;
    long samples = 0;
    for (int i = 0; i < components; i++) {
      int sampling = u8(frame + 9 + 3 * i);
      mostAcross = Math.max(mostAcross, sampling >> 4);
      mostDown = Math.max(mostDown, sampling & 15);
      samples += (long) (sampling >> 4) * (sampling & 15);
    }
    long bytes = 2 * pixels * samples / ((long) mostAcross * mostDown);
    if (bytes > MOST_COEFFICIENT_BYTES || pixels * scans > MOST_SCANNED_PIXELS) {
      throw new Undecodable(
          Undecodable.Reason.TOO_COSTLY, scans + " scans over " + pixels + " pixels");
    }
    return bytes;
  }

  private boolean begins(int at, int length, byte[] name) {
    return length >= 2 + name.length
        && Arrays.equals(file, at + 2, at + 2 + name.length, name, 0, name.length);
  }

  private int u8(int at) {
    return file[at] & 0xFF;
  }

  private int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }
}
