package dev.afterglow.http;

import dev.afterglow.files.FileSink;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/**
 * A body of a known length on its way to a client. The kernel sends files from its page cache
 * (sendfile) wherever the connection has room; a block now and then goes the way of all other
 * bytes, since that is what waits for the client, at the pace that it has to keep.
 */
final class FileOutput extends OutputStream implements FileSink {
  /**
   * Goes out first, with the head, and whenever there is no more room, which it waits for. Shorter,
   * the client is woken for less: with 8 KiB a third fewer ranges were read each second.
   */
  private static final int BLOCK_BYTES = 64 << 10;

  /** The pace is kept account of after so many bytes. */
  private static final int AT_ONCE_BYTES = 1 << 20;

  private final OutputStream out;
  private final PacedWriter writer;
  private final SocketChannel client;

  /**
   * @param out what Helidon writes the head to, and the bytes that it is to know of
   * @param client whose blocks are not chunked: what is written here is on the wire as it is
   */
  FileOutput(OutputStream out, PacedWriter writer, SocketChannel client) {
    this.out = out;
    this.writer = writer;
    this.client = client;
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    out.write(bytes, from, count);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void write(FileChannel file, long first, long count) throws IOException {
    byte[] block = new byte[(int) Math.min(BLOCK_BYTES, count)];
    long end = first + count;
    long at = first;
    while (at < end) {
      at += writeBlock(file, at, (int) Math.min(block.length, end - at), block);
      at = sendFile(file, at, end);
    }
  }

  private int writeBlock(FileChannel file, long at, int count, byte[] block) throws IOException {
    int read = file.read(ByteBuffer.wrap(block, 0, count), at);
    if (read < 0) {
      throw new EOFException("the file ends at " + at);
    }
    out.write(block, 0, read);
    return read;
  }

  /** Sends as much as the connection has room for; returns where the rest begins. */
  private long sendFile(FileChannel file, long first, long end) throws IOException {
    long at = first;
    long sent = -1;
    while (at < end && sent != 0) {
      sent = file.transferTo(at, Math.min(AT_ONCE_BYTES, end - at), client);
      writer.took(sent);
      at += sent;
    }
    return at;
  }
}
