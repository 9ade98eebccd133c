package dev.afterglow.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;

/** A request's body, bounded; failures to read it are turned into what they mean. */
final class BodyStream extends InputStream {
  private final InputStream in;
  private final long maxBytes;
  private long bytes;

  BodyStream(InputStream in, long maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(target, offset, length);
    } catch (RequestException e) {
      throw e.status().code() == ErrorKind.TOO_LARGE.status() ? ApiError.tooLarge(maxBytes) : e;
    } catch (RuntimeException | IOException e) {
      throw new CloseConnectionException("the body did not arrive", e);
    }
    bytes += Math.max(0, read);
    if (bytes > maxBytes) {
      throw ApiError.tooLarge(maxBytes);
    }
    return read;
  }
}
