package dev.afterglow.media.pixels;

import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** Parts of byte arrays, read as one stream. Nothing is copied, and nothing goes to disk. */
final class Slices extends ImageInputStreamImpl {
  private final List<Slice> slices;
  private final long[] starts;
  private final long length;

  /** A part of an array. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Slice(byte[] bytes, int from, int length) {
    static Slice of(byte... bytes) {
      return new Slice(bytes, 0, bytes.length);
    }
  }

  Slices(List<Slice> slices) {
    this.slices = slices;
    starts = new long[slices.size()];
    long at = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = at;
      at += slices.get(i).length();
    }
    length = at;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Reads on over the borders of parts: the numbers of this class's parent need it. */
  @Override
  public int read(byte[] target, int offset, int count) {
    bitOffset = 0;
    if (count > 0 && streamPos >= length) {
      return -1;
    }
    int read = 0;
    for (int part = part(streamPos); read < count && part < starts.length; part++) {
      Slice slice = slices.get(part);
      int inside = (int) (streamPos - starts[part]);
      int copied = Math.min(count - read, slice.length() - inside);
      System.arraycopy(slice.bytes(), slice.from() + inside, target, offset + read, copied);
      streamPos += copied;
      read += copied;
    }
    return read;
  }

  @Override
  public long length() {
    return length;
  }

  /** The last part that starts at or before a position; parts of no bytes are never the one. */
  private int part(long position) {
    int low = 0;
    int high = starts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
