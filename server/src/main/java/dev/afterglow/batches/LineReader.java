package dev.afterglow.batches;

import dev.afterglow.objects.StoredObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a file line by line, each with its place; lines of blanks alone are passed over. */
final class LineReader {
  /** As long as the body of a request may be. */
  static final int MOST_BYTES = 15 << 20;

  private static final int BUFFER_BYTES = 65_536;

  private final InputStream in;
  private long position;
  private int number;

  /**
   * @param file read from its beginning; the caller closes it
   */
  LineReader(StoredObject file) {
    this.in = new BufferedInputStream(file.stream(), BUFFER_BYTES);
  }

  /**
   * A line.
   *
   * @param number from 1, blank ones counted
   * @param content without the line break; cut where it is longer than a line may be
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Line(int number, long position, byte[] content, boolean tooLong) {}

  /** The next line that is not blank; empty at the end of the file. */
  Optional<Line> next() throws IOException {
    Optional<Line> read = read();
    while (read.isPresent() && isBlank(read.get().content())) {
      read = read();
    }
    return read;
  }

  /** The bytes of a line that was read before. */
  static byte[] at(StoredObject file, BatchLine line) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream(line.bytes());
    file.copy(line.position(), line.bytes(), content);
    return content.toByteArray();
  }

  private Optional<Line> read() throws IOException {
    long began = position;
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    boolean tooLong = false;
    int one = in.read();
    if (one < 0) {
      return Optional.empty();
    }
    number++;
    while (one >= 0) {
      position++;
      if (one == '\n') {
        break;
      }
      if (content.size() < MOST_BYTES) {
        content.write(one);
      } else {
        tooLong = true;
      }
      one = in.read();
    }
    return Optional.of(new Line(number, began, content.toByteArray(), tooLong));
  }

  private static boolean isBlank(byte[] content) {
    for (byte one : content) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }
}
