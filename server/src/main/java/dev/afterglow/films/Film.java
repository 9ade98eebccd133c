package dev.afterglow.films;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * A finished film, or a still picture of one, opened for reading by any number of threads. It stays
 * readable until closed, even if it is deleted meanwhile.
 */
public interface Film extends Closeable {
  /** Its length when it was opened. */
  long bytes();

  /** When it was written. */
  Instant modified();

  /**
   * Copies a part of it.
   *
   * @throws EOFException if it has become shorter than it was when it was opened
   */
  void copy(long first, long count, OutputStream out) throws IOException;
}
