package dev.afterglow.objects;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** An object from its beginning to its end, of which one block is in memory at a time. */
final class BlockStream extends InputStream {
  /** One request of a store on the network is worth so much. */
  private static final int BLOCK_BYTES = 1 << 20;

  private final StoredObject object;
  private byte[] block = {};
  private int at;
  private long next;

  BlockStream(StoredObject object) {
    this.object = object;
  }

  @Override
  public int read() throws IOException {
    return fill() ? block[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, block.length - at);
    System.arraycopy(block, at, into, from, count);
    at += count;
    return count;
  }

  /** Whether there is a byte to be read. */
  private boolean fill() throws IOException {
    if (at < block.length) {
      return true;
    }
    int count = (int) Math.min(BLOCK_BYTES, object.bytes() - next);
    if (count == 0) {
      return false;
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream(count);
    object.copy(next, count, read);
    block = read.toByteArray();
    at = 0;
    next += count;
    return true;
  }
}
