package dev.afterglow.net;

import dev.afterglow.net.RequestBody.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A {@code multipart/form-data} body (RFC 7578), part by part. */
public final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("[A-Za-z0-9_-]{1,70}");

  private final String boundary;
  private final List<Piece> pieces = new ArrayList<>();

  /**
   * @param boundary 1 to 70 letters, digits, dashes or underscores that whoever wrote the parts
   *     could not know, such as the job's id
   */
  public Multipart(String boundary) {
    if (!BOUNDARY.matcher(boundary).matches()) {
      throw new IllegalArgumentException("not a boundary");
    }
    this.boundary = boundary;
  }

  /** Adds a text field. */
  public Multipart field(String name, String value) {
    return part("name=\"" + escaped(name) + "\"", "", Piece.text(value));
  }

  /** Adds a file. */
  public Multipart file(String name, String fileName, String contentType, Piece content) {
    return part(
        "name=\"" + escaped(name) + "\"; filename=\"" + escaped(fileName) + "\"",
        "Content-Type: " + contentType + "\r\n",
        content);
  }

  /** The body of all parts added so far. */
  public RequestBody body() {
    List<Piece> all = new ArrayList<>(pieces);
    all.add(Piece.text("--" + boundary + "--\r\n"));
    return new RequestBody("multipart/form-data; boundary=" + boundary, all);
  }

  private Multipart part(String disposition, String headers, Piece content) {
    pieces.add(
        Piece.text(
            "--"
                + boundary
                + "\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\n"
                + headers
                + "\r\n"));
    pieces.add(content);
    pieces.add(Piece.text("\r\n"));
    return this;
  }

  /** As browsers escape names (WHATWG HTML, multipart form data). */
  private static String escaped(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }
}
