package dev.afterglow.films;

/** What is kept of a finished film: the film itself and the still pictures that go with it. */
public enum Variant {
  /** The film. */
  VIDEO(".mp4", "video/mp4"),
  /** One picture of it. */
  THUMBNAIL(".webp", "image/webp"),
  /** Several pictures of it in a grid, for looking through it. */
  SPRITESHEET(".jpg", "image/jpeg");

  private final String suffix;
  private final String mediaType;

  Variant(String suffix, String mediaType) {
    this.suffix = suffix;
    this.mediaType = mediaType;
  }

  /** How names of such files end, with the dot. */
  public String suffix() {
    return suffix;
  }

  /** The IANA media type. */
  public String mediaType() {
    return mediaType;
  }
}
