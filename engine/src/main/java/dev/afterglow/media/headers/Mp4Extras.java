package dev.afterglow.media.headers;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Looks for what an MP4 holds besides a film: some programs write the whole prompt and workflow
 * into it. The only extra that counts as none is the name of the program that wrote the file.
 */
public final class Mp4Extras {
  private static final int MOST_INDEX_BYTES = 8 << 20;
  private static final int MOST_BOXES = 10_000;
  private static final int MOST_DEPTH = 6;
  private static final int MOST_PADDING = 4096;

  /** An empty metadata box with its handler, and one short tool's name in it. */
  private static final int MOST_TOOL_BYTES = 160;

  private int boxes;

  private Mp4Extras() {}

  /**
   * Whether there is anything else, or something that cannot be read.
   *
   * @param ownMetadata whether titles and comments are this program's own and may stay
   * @throws IOException if the file cannot be read
   */
  public static boolean in(FileChannel file, boolean ownMetadata) throws IOException {
    try {
      return new Mp4Extras().found(file, ownMetadata);
    } catch (Malformed _) {
      return true;
    }
  }

  private boolean found(FileChannel file, boolean ownMetadata) throws IOException, Malformed {
    long end = file.size();
    long at = 0;
    while (at < end) {
      count();
      BoxHead head =
          BoxHead.read(
              Cursor.read(file, at, (int) Math.min(BoxHead.MOST_BYTES, end - at)), end - at);
      boolean plain =
          head.is("ftyp") || head.is("mdat") || head.is("moov") || padding(head, head.size());
      if (!plain) {
        return true;
      }
      if (head.is("moov")) {
        if (head.size() > MOST_INDEX_BYTES) {
          return true;
        }
        Cursor index = Cursor.read(file, at, (int) head.size());
        Cursor inside = index.part(head.bytes(), index.length() - head.bytes());
        if (found(inside, ownMetadata, 1)) {
          return true;
        }
      }
      at += head.size();
    }
    return false;
  }

  private boolean found(Cursor holder, boolean ownMetadata, int depth) throws Malformed {
    if (depth > MOST_DEPTH) {
      return true;
    }
    int at = 0;
    while (at < holder.length()) {
      count();
      int room = holder.length() - at;
      BoxHead head = BoxHead.read(holder.part(at, room), room);
      Cursor inside = holder.part(at + head.bytes(), head.size() - head.bytes());
      if (head.is("uuid") || head.is("meta") || head.is("mvex")) {
        return true;
      }
      if (head.is("udta") && !ownMetadata && !onlyTool(inside)) {
        return true;
      }
      if ((head.is("trak") || head.is("mdia") || head.is("minf"))
          && found(inside, ownMetadata, depth + 1)) {
        return true;
      }
      if ((head.is("free") || head.is("skip")) && !padding(head, head.size())) {
        return true;
      }
      at += (int) head.size();
    }
    return false;
  }

  private static boolean padding(BoxHead head, long size) {
    return (head.is("free") || head.is("skip") || head.is("wide")) && size <= MOST_PADDING;
  }

  /** Only {@code meta} with a handler and a list of one: the tool. */
  private static boolean onlyTool(Cursor userData) throws Malformed {
    if (userData.length() == 0) {
      return true;
    }
    if (userData.length() > MOST_TOOL_BYTES) {
      return false;
    }
    BoxHead meta = BoxHead.read(userData, userData.length());
    if (!meta.is("meta") || meta.size() != userData.length()) {
      return false;
    }
    Cursor inside = userData.part(12, userData.length() - 12L); // version and flags come first
    BoxHead handler = BoxHead.read(inside, inside.length());
    int from = (int) handler.size();
    int room = inside.length() - from;
    if (!handler.is("hdlr") || room == 0) {
      return handler.is("hdlr");
    }
    Cursor rest = inside.part(from, room);
    BoxHead list = BoxHead.read(rest, room);
    if (!list.is("ilst") || list.size() != room) {
      return false;
    }
    int listed = room - list.bytes();
    if (listed == 0) {
      return true;
    }
    Cursor items = rest.part(list.bytes(), listed);
    BoxHead item = BoxHead.read(items, listed);
    return items.startsWith(4, 0xA9, 't', 'o', 'o') && item.size() == listed;
  }

  private void count() throws Malformed {
    if (++boxes > MOST_BOXES) {
      throw new Malformed("more than " + MOST_BOXES + " boxes");
    }
  }
}
