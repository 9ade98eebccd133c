package dev.afterglow.media.headers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** Walks all top-level boxes of an MP4 on disk and takes its index, {@code moov}, into memory. */
final class Mp4Reader {
  private static final int MOST_INDEX_BYTES = 8 << 20;
  private static final int MOST_TOP_LEVEL_BOXES = 10_000;

  private final FileChannel file;

  Mp4Reader(FileChannel file) {
    this.file = file;
  }

  /** Every box has to lie in the file, so that a copy that broke off is told from a whole one. */
  FilmHeader read() throws IOException, Malformed {
    long end = file.size();
    long at = 0;
    boolean media = false;
    Optional<FilmHeader> header = Optional.empty();
    for (int box = 0; at < end; box++) {
      if (box >= MOST_TOP_LEVEL_BOXES) {
        throw new Malformed("more than " + MOST_TOP_LEVEL_BOXES + " boxes");
      }
      BoxHead head = BoxHead.read(head(at, end), end - at);
      if (box == 0 && !head.is("ftyp")) {
        throw new Malformed("the first box is not ftyp");
      }
      if (head.is("moov")) {
        if (header.isPresent()) {
          throw new Malformed("two indexes");
        }
        header = Optional.of(new Mp4Index(index(at, head)).header(!media));
      }
      media |= head.is("mdat");
      at += head.size();
    }
    if (!media) {
      throw new Malformed("no media");
    }
    return header.orElseThrow(() -> new Malformed("no index"));
  }

  private Cursor head(long at, long end) throws IOException {
    return Cursor.read(file, at, (int) Math.min(BoxHead.MOST_BYTES, end - at));
  }

  private Cursor index(long at, BoxHead head) throws IOException, Malformed {
    if (head.size() > MOST_INDEX_BYTES) {
      throw new Malformed("an index of " + head.size() + " bytes");
    }
    Cursor box = Cursor.read(file, at, (int) head.size());
    return box.part(head.bytes(), box.length() - head.bytes());
  }
}
