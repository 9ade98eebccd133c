package dev.afterglow.images;

import dev.afterglow.media.headers.ImageFormat;
import java.time.Instant;

/**
 * An uploaded image.
 *
 * @param bytes the length of the file
 */
public record Upload(UploadId id, ImageFormat type, long bytes) {
  /** The path of its link, such as {@code /u/up_….png}. The public base URL goes before it. */
  public String path() {
    return "/u/" + id.text() + "." + type.extension();
  }

  /** When it came. */
  public Instant createdAt() {
    return id.createdAt();
  }
}
