package dev.afterglow.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A request's body, bounded; failures to read it are turned into what they mean. */
final class BodyStream extends InputStream {
  private final InputStream in;
  private final long maxBytes;
  private final Supplier<ApiError> tooLarge;
  private long bytes;

  /**
   * @param tooLarge what is thrown for a byte more
   */
  BodyStream(InputStream in, long maxBytes, Supplier<ApiError> tooLarge) {
    this.tooLarge = tooLarge;
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
      throw e.status().code() == ErrorKind.TOO_LARGE.status() ? tooLarge.get() : e;
    } catch (RuntimeException | IOException e) {
      throw new CloseConnectionException("the body did not arrive", e);
    }
    bytes += Math.max(0, read);
    if (bytes > maxBytes) {
      throw tooLarge.get();
    }
    return read;
  }
}
