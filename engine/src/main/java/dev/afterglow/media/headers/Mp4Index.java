package dev.afterglow.media.headers;

/** Reads duration and tracks out of the {@code moov} box of an MP4. */
final class Mp4Index {
  private static final int MOST_BOXES = 10_000;
  private static final int MOST_DEPTH = 8;
  private static final long FIXED_POINT_ONE = 1 << 16;

  private final Cursor index;
  private int boxes;
  private long durationMillis;
  private boolean sound;
  private boolean picture;
  private int width;
  private int height;

  /** The size that the track being read gives; it counts once the track is known to be pictures. */
  private int trackWidth;

  private int trackHeight;

  Mp4Index(Cursor index) {
    this.index = index;
  }

  FilmHeader header(boolean first) throws Malformed {
    walk(index, 1);
    if (!picture || width < 1 || height < 1) {
      throw new Malformed("no picture track");
    }
    if (durationMillis < 1) {
      throw new Malformed("no duration");
    }
    return new FilmHeader(durationMillis, width, height, sound, first);
  }

  private void walk(Cursor holder, int depth) throws Malformed {
    if (depth > MOST_DEPTH) {
      throw new Malformed("boxes deeper than " + MOST_DEPTH);
    }
    int at = 0;
    while (at < holder.length()) {
      if (++boxes > MOST_BOXES) {
        throw new Malformed("more than " + MOST_BOXES + " boxes");
      }
      int room = holder.length() - at;
      BoxHead head = BoxHead.read(holder.part(at, room), room);
      take(head, holder.part(at + head.bytes(), head.size() - head.bytes()), depth);
      at += (int) head.size();
    }
  }

  private void take(BoxHead head, Cursor data, int depth) throws Malformed {
    if (head.is("trak") || head.is("mdia")) {
      walk(data, depth + 1);
    } else if (head.is("mvhd")) {
      duration(data);
    } else if (head.is("tkhd")) {
      size(data);
    } else if (head.is("hdlr")) {
      kind(data);
    }
  }

  private void duration(Cursor data) throws Malformed {
    boolean wide = data.u8(0) == 1;
    long perSecond = data.u32(wide ? 20 : 12);
    long duration = wide ? data.u32(24) << 32 | data.u32(28) : data.u32(16);
    if (perSecond == 0 || duration < 0 || duration > Long.MAX_VALUE / 1000) {
      throw new Malformed("an impossible duration");
    }
    durationMillis = duration * 1000 / perSecond;
  }

  private void size(Cursor data) throws Malformed {
    int at = data.u8(0) == 1 ? 88 : 76;
    trackWidth = (int) (data.u32(at) / FIXED_POINT_ONE);
    trackHeight = (int) (data.u32(at + 4) / FIXED_POINT_ONE);
  }

  private void kind(Cursor data) {
    if (data.startsWith(8, 's', 'o', 'u', 'n')) {
      sound = true;
    } else if (data.startsWith(8, 'v', 'i', 'd', 'e') && !picture) {
      picture = true;
      width = trackWidth;
      height = trackHeight;
    }
  }
}
