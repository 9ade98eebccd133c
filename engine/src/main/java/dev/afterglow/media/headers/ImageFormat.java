package dev.afterglow.media.headers;

import java.util.Optional;

/** The image formats that the contract accepts, told apart by their first bytes alone. */
public enum ImageFormat {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp");

  private final String mediaType;
  private final String extension;

  ImageFormat(String mediaType, String extension) {
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

  /** The format that a file of these first bytes, 12 or more, claims to be. */
  public static Optional<ImageFormat> sniff(byte[] head) {
    return of(new Cursor(head));
  }

  static Optional<ImageFormat> of(Cursor file) {
    if (file.startsWith(0, 0xFF, 0xD8, 0xFF)) {
      return Optional.of(JPEG);
    }
    if (file.startsWith(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return Optional.of(PNG);
    }
    boolean riff = file.startsWith(0, 'R', 'I', 'F', 'F') && file.startsWith(8, 'W', 'E', 'B', 'P');
    return riff ? Optional.of(WEBP) : Optional.empty();
  }
}
