package dev.afterglow.media.headers;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Tells MP4 files that every browser plays as they stand: one upright track of 8-bit 4:2:0 H.264
 * with square pixels and at most one of AAC (ISO/IEC 14496-12, 14496-15). The index is believed;
 * nothing is decoded.
 */
public final class PlainFilm {
  private static final int MOST_INDEX_BYTES = 8 << 20;
  private static final int MOST_BOXES = 10_000;
  private static final int MOST_DEPTH = 6;

  /** Where the boxes of a picture track's sample entry begin, after its own fields. */
  private static final int PICTURE_ENTRY_BYTES = 78;

  /** The matrix of {@code tkhd} that neither turns nor mirrors. */
  private static final long[] UPRIGHT = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

  private int boxes;
  private int pictures;
  private int sounds;
  private boolean odd;
  private boolean upright;

  private PlainFilm() {}

  /**
   * Whether a file is such a film; false for what cannot be read as an MP4.
   *
   * @throws IOException if the file cannot be read
   */
  public static boolean is(FileChannel file) throws IOException {
    try {
      return new PlainFilm().plain(file);
    } catch (Malformed _) {
      return false;
    }
  }

  private boolean plain(FileChannel file) throws IOException, Malformed {
    long end = file.size();
    long at = 0;
    while (at < end) {
      count();
      BoxHead head =
          BoxHead.read(
              Cursor.read(file, at, (int) Math.min(BoxHead.MOST_BYTES, end - at)), end - at);
      if (head.is("moov")) {
        if (head.size() > MOST_INDEX_BYTES) {
          return false;
        }
        Cursor index = Cursor.read(file, at, (int) head.size());
        walk(index.part(head.bytes(), index.length() - head.bytes()), 1);
      }
      at += head.size();
    }
    return !odd && pictures == 1 && sounds <= 1;
  }

  private void walk(Cursor holder, int depth) throws Malformed {
    if (depth > MOST_DEPTH) {
      throw new Malformed("boxes deeper than " + MOST_DEPTH);
    }
    int at = 0;
    while (at < holder.length()) {
      count();
      int room = holder.length() - at;
      BoxHead head = BoxHead.read(holder.part(at, room), room);
      take(head, holder.part(at + head.bytes(), head.size() - head.bytes()), depth);
      at += (int) head.size();
    }
  }

  private void take(BoxHead head, Cursor data, int depth) throws Malformed {
    if (head.is("trak") || head.is("mdia") || head.is("minf") || head.is("stbl")) {
      walk(data, depth + 1);
    } else if (head.is("tkhd")) {
      upright = upright(data);
    } else if (head.is("stsd")) {
      samples(data);
    }
  }

  private static boolean upright(Cursor header) throws Malformed {
    int at = header.u8(0) == 1 ? 52 : 40;
    for (int i = 0; i < UPRIGHT.length; i++) {
      if (header.u32(at + 4 * i) != UPRIGHT[i]) {
        return false;
      }
    }
    return true;
  }

  /** One description of all samples of a track. */
  private void samples(Cursor data) throws Malformed {
    Cursor entries = data.part(8, data.length() - 8L); // version, flags and how many there are
    BoxHead entry = BoxHead.read(entries, entries.length());
    boolean only = data.u32(4) == 1 && entry.size() == entries.length();
    Cursor fields = entries.part(entry.bytes(), entry.size() - entry.bytes());
    if (only && entry.is("avc1") && upright) {
      pictures++;
      odd |= !decodable(fields);
    } else if (only && entry.is("mp4a")) {
      sounds++;
    } else {
      odd = true;
    }
  }

  /** Profiles Baseline, Main and High are 8-bit 4:2:0; the others need not be. */
  private boolean decodable(Cursor entry) throws Malformed {
    int at = PICTURE_ENTRY_BYTES;
    boolean known = false;
    while (at < entry.length()) {
      count();
      int room = entry.length() - at;
      BoxHead head = BoxHead.read(entry.part(at, room), room);
      Cursor inside = entry.part(at + head.bytes(), head.size() - head.bytes());
      if (head.is("avcC")) {
        int profile = inside.u8(1);
        known = profile == 66 || profile == 77 || profile == 100;
      }
      if (head.is("pasp") && inside.u32(0) != inside.u32(4)) {
        return false;
      }
      at += (int) head.size();
    }
    return known;
  }

  private void count() throws Malformed {
    if (++boxes > MOST_BOXES) {
      throw new Malformed("more than " + MOST_BOXES + " boxes");
    }
  }
}
