package dev.afterglow.films;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The head of the answer to a request for a film, and which of its bytes follow.
 *
 * @param first the position of the first byte
 * @param bytes how many follow; a HEAD is told so and gets none
 */
record FilmResponse(int status, Map<String, String> headers, long first, long bytes) {

  /**
   * @param name of the file, as a client may save it
   */
  static FilmResponse of(
      Validators validators, Film video, Selection selection, String name, boolean download) {
    Map<String, String> headers = headers(validators, name, download);
    long all = video.bytes();
    return switch (selection) {
      case Selection.Whole _ -> new FilmResponse(200, headers, 0, all);
      case Selection.Part part -> {
        headers.put("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + all);
        yield new FilmResponse(206, headers, part.first(), part.bytes());
      }
      case Selection.Unsatisfiable _ -> {
        headers.put("Content-Range", "bytes */" + all);
        yield empty(416, headers);
      }
      case Selection.NotModified _ -> empty(304, headers);
      case Selection.PreconditionFailed _ -> empty(412, headers);
    };
  }

  private static FilmResponse empty(int status, Map<String, String> headers) {
    return new FilmResponse(status, headers, 0, 0);
  }

  /**
   * Beside what the listener says on every answer: pages of other origins may play the film, and a
   * browser that opens it as a page runs nothing in it.
   */
  private static Map<String, String> headers(Validators validators, String name, boolean download) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Disposition", disposition(name, download));
    headers.put("Accept-Ranges", "bytes");
    headers.put("ETag", validators.entityTag());
    headers.put("Last-Modified", validators.lastModified());
    headers.put("Cache-Control", "private");
    // media-src: a browser that opens the film itself puts it into a page of its own making.
    headers.put("Content-Security-Policy", "sandbox; default-src 'none'; media-src 'self'");
    headers.put("Cross-Origin-Resource-Policy", "cross-origin");
    return headers;
  }

  /** The value of {@code Content-Disposition}. */
  static String disposition(String name, boolean download) {
    return (download ? "attachment" : "inline") + "; filename=\"" + name + "\"";
  }
}
