package dev.afterglow.objects;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

/** An object opened for reading by any number of threads. */
public interface StoredObject extends Closeable {
  /** Its length when it was opened. */
  long bytes();

  /** When it was written. */
  Instant modified();

  /**
   * Copies a part of it. What is in memory at once is bounded, however long the part is.
   *
   * @throws EOFException if it is shorter than it was when it was opened, or gone
   */
  void copy(long first, long count, OutputStream out) throws IOException;

  /** Reads it from its beginning, block after block. Closing the stream leaves this open. */
  default InputStream stream() {
    return new BlockStream(this);
  }
}
