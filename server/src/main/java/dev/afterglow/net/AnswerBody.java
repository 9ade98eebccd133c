package dev.afterglow.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** The body of an answer, which says once whether its connection may be used again. */
final class AnswerBody extends FilterInputStream {
  /** What is left of a body is read for the sake of the connection, up to this. */
  private static final int MOST_LEFT_BYTES = 16_384;

  private final Consumer<Boolean> end;
  private boolean ended;

  /**
   * @param end told whether the body was read to its end
   */
  AnswerBody(InputStream content, Consumer<Boolean> end) {
    super(content);
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    return ended ? -1 : (int) heard(guarded(() -> (long) in.read()));
  }

  @Override
  public int read(byte[] block, int from, int length) throws IOException {
    return ended ? -1 : (int) heard(guarded(() -> (long) in.read(block, from, length)));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      boolean whole = false;
      try {
        whole = in.readNBytes(MOST_LEFT_BYTES).length < MOST_LEFT_BYTES;
      } catch (IOException _) {
        // the connection is of no use any more
      } finally {
        finish(whole);
      }
    }
  }

  /** One read of what the connection brings. */
  private interface Reading {
    long next() throws IOException;
  }

  private long guarded(Reading reading) throws IOException {
    try {
      return reading.next();
    } catch (IOException e) {
      finish(false);
      throw e;
    }
  }

  private long heard(long read) {
    if (read < 0) {
      finish(true);
    }
    return read;
  }

  private void finish(boolean whole) {
    if (!ended) {
      ended = true;
      end.accept(whole);
    }
  }
}
