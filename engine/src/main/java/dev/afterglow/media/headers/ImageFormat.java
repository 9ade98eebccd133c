package dev.afterglow.media.headers;

import java.util.Arrays;
import java.util.Optional;

/**
 * The image formats that are told apart by their first bytes alone. A film may begin with the first
 * three; the others are known so that whoever sends one is told what it is.
 */
public enum ImageFormat {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  GIF("image/gif", "gif"),
  BMP("image/bmp", "bmp"),
  TIFF("image/tiff", "tiff"),
  HEIC("image/heic", "heic"),
  AVIF("image/avif", "avif");

  /** How many first bytes tell a format. */
  public static final int HEAD_BYTES = 12;

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

  /** The format whose files usually end so. */
  public static Optional<ImageFormat> ofExtension(String extension) {
    return Arrays.stream(values()).filter(format -> format.extension.equals(extension)).findAny();
  }

  /** The format that a file of these first bytes, {@value #HEAD_BYTES} or more, claims to be. */
  public static Optional<ImageFormat> sniff(byte[] head) {
    return of(new Cursor(head));
  }

  static Optional<ImageFormat> of(Cursor file) {
    return Arrays.stream(values()).filter(format -> format.begins(file)).findFirst();
  }

  private boolean begins(Cursor file) {
    return switch (this) {
      case JPEG -> file.startsWith(0, 0xFF, 0xD8, 0xFF);
      case PNG -> file.startsWith(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
      case WEBP -> file.startsWith(0, 'R', 'I', 'F', 'F') && file.startsWith(8, 'W', 'E', 'B', 'P');
      case GIF ->
          file.startsWith(0, 'G', 'I', 'F', '8', '7', 'a')
              || file.startsWith(0, 'G', 'I', 'F', '8', '9', 'a');
      // two letters are few; the reserved bytes of a BMP are zero
      case BMP -> file.startsWith(0, 'B', 'M') && file.startsWith(6, 0, 0, 0, 0);
      case TIFF -> file.startsWith(0, 'I', 'I', 42, 0) || file.startsWith(0, 'M', 'M', 0, 42);
      case HEIC ->
          brand(file, 'h', 'e', 'i')
              || brand(file, 'h', 'e', 'v')
              || brand(file, 'm', 'i', 'f')
              || brand(file, 'm', 's', 'f');
      case AVIF -> brand(file, 'a', 'v', 'i');
    };
  }

  /** The first three letters of the major brand (ISO/IEC 14496-12, 23008-12: heic, mif1, avif). */
  private static boolean brand(Cursor file, int... letters) {
    return file.startsWith(4, 'f', 't', 'y', 'p') && file.startsWith(8, letters);
  }
}
