package dev.afterglow.objects;

import dev.afterglow.files.FileSink;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;

/**
 * An object in a file. It stays readable until closed, even if it is deleted meanwhile.
 *
 * @param channel positional reads only, so that one channel may serve many readers
 */
record DiskObject(FileChannel channel, long bytes, Instant modified) implements StoredObject {
  /** Large enough for the rate of the disk, small enough for a thousand readers at once. */
  private static final int BLOCK_BYTES = 64 * 1024;

  @Override
  public void copy(long first, long count, OutputStream out) throws IOException {
    if (out instanceof FileSink sink) {
      sink.write(channel, first, count);
    } else {
      copyBlocks(first, count, out);
    }
  }

  private void copyBlocks(long first, long count, OutputStream out) throws IOException {
    byte[] block = new byte[(int) Math.min(BLOCK_BYTES, count)];
    long at = first;
    long left = count;
    while (left > 0) {
      ByteBuffer buffer = ByteBuffer.wrap(block, 0, (int) Math.min(block.length, left));
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException("the object ends at " + at);
      }
      out.write(block, 0, read);
      at += read;
      left -= read;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
