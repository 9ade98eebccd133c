package dev.afterglow.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** A stream that takes a part of a file without its bytes passing through this process's memory. */
public interface FileSink {
  /**
   * Writes a part of a file, after all that was written before.
   *
   * @param file read at positions of its own only; its position stays as it is
   * @param first where the part begins, in bytes
   * @param count its length in bytes
   * @throws EOFException if the file ends before the part does
   */
  void write(FileChannel file, long first, long count) throws IOException;
}
