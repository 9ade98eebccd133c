package dev.afterglow.objects.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A part of a file, sent as often as it takes without being held in memory.
 *
 * @param first the position of its first byte
 */
record FilePart(Path file, long first, long bytes) {
  private static final int BLOCK_BYTES = 64 << 10;

  /** What the SDK sends; to be closed once it is through with it. */
  Content content() {
    return new Content();
  }

  /** The value of {@code Content-MD5} (RFC 1864): what arrives otherwise is refused. */
  String md5() throws IOException {
    try (InputStream in = new Reading()) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] block = new byte[BLOCK_BYTES];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }

  /**
   * The part for the SDK, which opens it more than once (to sign it, to send it, to send it again)
   * and closes none of the streams: that is the provider's, by {@link ContentStreamProvider}.
   */
  final class Content implements ContentStreamProvider, AutoCloseable {
    private Optional<InputStream> open = Optional.empty();

    RequestBody body() {
      return RequestBody.fromContentProvider(this, bytes, "application/octet-stream");
    }

    @Override
    public InputStream newStream() {
      try {
        close();
        InputStream in = new BufferedInputStream(new Reading(), BLOCK_BYTES);
        open = Optional.of(in);
        return in;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      if (open.isPresent()) {
        open.get().close();
      }
    }
  }

  private final class Reading extends InputStream {
    private final FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private long at = first;

    Reading() throws IOException {}

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] block, int from, int length) throws IOException {
      long left = first + bytes - at;
      if (left == 0) {
        return -1;
      }
      int read = channel.read(ByteBuffer.wrap(block, from, (int) Math.min(length, left)), at);
      at += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
