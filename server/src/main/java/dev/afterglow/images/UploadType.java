package dev.afterglow.images;

import dev.afterglow.media.headers.ImageFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What may be uploaded, told by the first bytes alone. GIF is kept, though no film begins with it.
 */
public enum UploadType {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  GIF("image/gif", "gif");

  static final int HEAD_BYTES = 12;

  private final String mediaType;
  private final String extension;

  UploadType(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The IANA media type. */
  public String mediaType() {
    return mediaType;
  }

  /** The usual end of a file name, without the dot. */
  public String extension() {
    return extension;
  }

  static Optional<UploadType> ofExtension(String extension) {
    return Arrays.stream(values()).filter(type -> type.extension.equals(extension)).findAny();
  }

  static Optional<UploadType> ofHead(byte[] head) {
    return ImageFormat.sniff(head).map(UploadType::of).or(() -> gif(head));
  }

  private static UploadType of(ImageFormat format) {
    return switch (format) {
      case JPEG -> JPEG;
      case PNG -> PNG;
      case WEBP -> WEBP;
    };
  }

  private static Optional<UploadType> gif(byte[] head) {
    String start = new String(head, 0, Math.min(6, head.length), StandardCharsets.ISO_8859_1);
    return start.equals("GIF87a") || start.equals("GIF89a") ? Optional.of(GIF) : Optional.empty();
  }
}
