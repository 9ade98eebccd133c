package dev.afterglow.media.headers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Looks at the top-level boxes of an MP4, fragmented or not, and at nothing inside them. */
public final class Mp4Boxes {
  private static final int MOST_BOXES = 100_000;

  private Mp4Boxes() {}

  /**
   * Whether every box lies in the file. A copy that broke off within a box is told from a whole one
   * by this; players and ffmpeg show what there is of it.
   *
   * @throws IOException if the file cannot be read
   */
  public static boolean whole(FileChannel file) throws IOException {
    long end = file.size();
    long at = 0;
    try {
      for (int box = 0; at < end && box < MOST_BOXES; box++) {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(BoxHead.MOST_BYTES, end - at));
        while (head.hasRemaining() && file.read(head, at + head.position()) > 0) {
          // until it is full or the file ends
        }
        at += BoxHead.read(new Cursor(head.array()), end - at).size();
      }
      return at == end;
    } catch (Malformed _) {
      return false;
    }
  }
}
