package dev.afterglow.net;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request: pieces one after another, of known length, read from files only while they
 * are sent. Its length is always told in advance, so that half a body is never taken for a whole.
 *
 * @param contentType empty for no body at all
 */
public record RequestBody(String contentType, List<Piece> pieces) {
  public RequestBody {
    pieces = List.copyOf(pieces);
  }

  /** No body. */
  public static RequestBody none() {
    return new RequestBody("", List.of());
  }

  /** JSON in UTF-8. */
  public static RequestBody json(byte[] utf8) {
    return json(Piece.bytes(utf8));
  }

  /** JSON in pieces, such as a picture in base64 between two halves of an object. */
  public static RequestBody json(Piece... pieces) {
    return new RequestBody("application/json", List.of(pieces));
  }

  /** In bytes. */
  long length() {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  boolean isNone() {
    return contentType.isEmpty();
  }

  void writeTo(OutputStream out) throws IOException {
    for (Piece piece : pieces) {
      piece.writer().writeTo(out);
    }
  }

  /** Writes exactly the length that was told. */
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * A part of a body.
   *
   * @param length in bytes, as sent
   */
  public record Piece(long length, Writer writer) {
    /** Text in UTF-8. */
    public static Piece text(String text) {
      return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** These bytes, which must not change until they are sent. */
    public static Piece bytes(byte[] bytes) {
      return new Piece(bytes.length, out -> out.write(bytes));
    }

    /** These bytes in base64 (RFC 4648, 4), without line breaks. */
    public static Piece base64(byte[] bytes) {
      return new Piece(
          base64Length(bytes.length),
          out -> {
            try (OutputStream encoder = encoder(out)) {
              encoder.write(bytes);
            }
          });
    }

    /**
     * A file.
     *
     * @throws IOException if its length cannot be read
     */
    public static Piece file(Path file) throws IOException {
      long length = Files.size(file);
      return new Piece(length, out -> copy(file, length, out));
    }

    /**
     * A file in base64 (RFC 4648, 4), without line breaks.
     *
     * @throws IOException if its length cannot be read
     */
    public static Piece base64(Path file) throws IOException {
      long length = Files.size(file);
      return new Piece(
          base64Length(length),
          out -> {
            try (OutputStream encoder = encoder(out)) {
              copy(file, length, encoder);
            }
          });
    }

    private static long base64Length(long bytes) {
      return (bytes + 2) / 3 * 4;
    }

    private static OutputStream encoder(OutputStream out) {
      return Base64.getEncoder().wrap(new Unclosed(out));
    }

    private static void copy(Path file, long length, OutputStream out) throws IOException {
      try (InputStream in = opened(file)) {
        byte[] buffer = new byte[64 << 10];
        for (long left = length; left > 0; ) {
          int read = read(in, buffer, (int) Math.min(buffer.length, left));
          out.write(buffer, 0, read);
          left -= read;
        }
      }
    }

    private static InputStream opened(Path file) throws Unreadable {
      try {
        return Files.newInputStream(file);
      } catch (IOException e) {
        throw new Unreadable("a file of the body cannot be opened", e);
      }
    }

    private static int read(InputStream in, byte[] buffer, int most) throws Unreadable {
      try {
        int read = in.read(buffer, 0, most);
        if (read < 0) {
          throw new Unreadable("a file of the body became shorter", null);
        }
        return read;
      } catch (Unreadable e) {
        throw e;
      } catch (IOException e) {
        throw new Unreadable("a file of the body cannot be read", e);
      }
    }
  }

  /** Our own side of a body failed, and not the connection. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message, @Nullable IOException cause) {
      super(message, cause);
    }
  }

  /** Base64 writes its padding when it is closed; what is below stays open. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
