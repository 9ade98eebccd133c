package dev.afterglow.objects.s3;

import dev.afterglow.objects.StoredObject;
import dev.afterglow.objects.s3.Calls.Refused;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object of a bucket. Nothing is open of it between two copies. An answer that breaks off is
 * gone on with where it ended, of the same version.
 */
record RemoteObject(Bucket bucket, String key, Bucket.Head head) implements StoredObject {
  private static final System.Logger LOG = System.getLogger(RemoteObject.class.getName());
  private static final int BLOCK_BYTES = 64 << 10;

  /** In a row, without one byte in between. */
  private static final int MOST_BREAKS = 5;

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  @Override
  public long bytes() {
    return head.bytes();
  }

  @Override
  public Instant modified() {
    return head.modified();
  }

  @Override
  public void copy(long first, long count, OutputStream out) throws IOException {
    byte[] block = new byte[(int) Math.min(BLOCK_BYTES, Math.max(1, count))];
    long at = first;
    long end = first + count;
    int breaks = 0;
    while (at < end) {
      long reached = pump(at, end, out, block);
      if (reached < end) {
        breaks = reached > at ? 1 : breaks + 1;
        if (breaks > MOST_BREAKS) {
          throw new EOFException("the object store breaks off again and again");
        }
        pause(breaks);
      }
      at = reached;
    }
  }

  @Override
  public void close() {}

  /** Copies from one answer; the position behind the last byte that came. */
  private long pump(long first, long end, OutputStream out, byte[] block) throws IOException {
    ResponseInputStream<GetObjectResponse> in;
    try {
      in = bucket.get(key, head.entityTag(), first, end - 1);
    } catch (Refused e) {
      throw new EOFException("the object is not there any more: " + e.getMessage());
    }
    long at = first;
    boolean whole = false;
    try {
      int read = read(in, block, end - at);
      while (read > 0) {
        out.write(block, 0, read);
        at += read;
        read = at < end ? read(in, block, end - at) : 0;
      }
      whole = at == end;
      return at;
    } finally {
      if (whole) {
        in.close();
      } else {
        in.abort(); // nobody reads the rest
      }
    }
  }

  /** The next bytes; 0 where the answer has broken off. */
  private int read(ResponseInputStream<GetObjectResponse> in, byte[] block, long most) {
    try {
      return Math.max(0, in.read(block, 0, (int) Math.min(block.length, most)));
    } catch (IOException e) {
      bucket.health().countBroken();
      LOG.log(System.Logger.Level.DEBUG, "an answer of the object store has broken off", e);
      return 0;
    }
  }

  private static void pause(int breaks) throws InterruptedIOException {
    try {
      Thread.sleep(SHORTEST_PAUSE.multipliedBy(1L << breaks));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading an object");
    }
  }
}
