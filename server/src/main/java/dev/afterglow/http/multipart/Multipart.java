package dev.afterglow.http.multipart;

import dev.afterglow.http.multipart.MultipartException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of multipart forms with every bound set: the whole, the number of parts, the head of a
 * part, the boundary. Parts are streamed; nothing is kept in memory or in files.
 */
public final class Multipart {
  private static final int MOST_PARTS = 10;
  private static final int MOST_PART_HEAD_BYTES = 512;

  /** RFC 2046 section 5.1.1: one to 70 of these characters, the last not a space. */
  private static final Pattern BOUNDARY =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  private Multipart() {}

  /** What is done with each part, in the order of the form. */
  @FunctionalInterface
  public interface Reader {
    void read(Part part) throws IOException;
  }

  /** Whether a content type is that of a form with files. */
  public static boolean is(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /**
   * Reads a form to its end.
   *
   * @param mostBytes of the whole form, heads and boundaries included
   * @throws MultipartException if the form breaks a rule or a bound
   * @throws IOException if the body breaks off, or the reader throws it
   */
  public static void read(String contentType, InputStream body, long mostBytes, Reader reader)
      throws IOException {
    if (!is(contentType)) {
      throw new MultipartException(Fault.NOT_A_FORM);
    }
    Parser parser = new Parser();
    parser.setMaxSize(mostBytes);
    parser.setMaxPartHeaderSize(MOST_PART_HEAD_BYTES);
    requireBoundary(parser.getBoundary(contentType));
    try {
      each(parser.getItemIterator(new Form(contentType, body)), reader);
    } catch (FileUploadSizeException _) {
      throw new MultipartException(Fault.TOO_LARGE);
    } catch (FileUploadException _) {
      throw new MultipartException(Fault.MALFORMED);
    }
  }

  private static void each(FileItemInputIterator parts, Reader reader) throws IOException {
    for (int count = 0; parts.hasNext(); count++) {
      if (count == MOST_PARTS) {
        throw new MultipartException(Fault.TOO_MANY_PARTS);
      }
      FileItemInput part = parts.next();
      reader.read(new Part(part.getFieldName(), fileName(part), part.getInputStream()));
    }
  }

  private static Optional<String> fileName(FileItemInput part) throws MultipartException {
    try {
      return Optional.ofNullable(part.getName());
    } catch (InvalidPathException _) { // a NUL, say
      throw new MultipartException(Fault.MALFORMED);
    }
  }

  private static void requireBoundary(byte @Nullable [] boundary) throws MultipartException {
    boolean usable =
        boundary != null
            && BOUNDARY.matcher(new String(boundary, StandardCharsets.ISO_8859_1)).matches();
    if (!usable) {
      throw new MultipartException(Fault.NOT_A_FORM);
    }
  }
}
