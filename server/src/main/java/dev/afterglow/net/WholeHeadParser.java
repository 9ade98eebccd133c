package dev.afterglow.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the head of an answer and takes only a whole one. The library's parser takes the end of a
 * connection for the end of a head: a status line and half a header became an answer without a
 * body.
 */
final class WholeHeadParser extends DefaultHttpResponseParser {
  WholeHeadParser(Http1Config limits) {
    super(limits);
  }

  @Override
  public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    EndNoting noting = new EndNoting(in);
    ClassicHttpResponse response = super.parse(buffer, noting);
    if (noting.ended) {
      throw new ConnectionClosedException("the answer ends within its head");
    }
    return response;
  }

  /** Remembers that the connection had ended when something was read. */
  private static final class EndNoting extends FilterInputStream {
    private boolean ended;

    EndNoting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int read = in.read(bytes, offset, count);
      ended |= read < 0;
      return read;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      ended |= read < 0;
      return read;
    }
  }
}
