package dev.afterglow.images;

/** What became of an upload. */
public sealed interface Storing {
  /** It is there for 72 hours. */
  record Stored(Upload upload) implements Storing {}

  /** Its first bytes are not those of an image. */
  record Unsupported() implements Storing {}

  /** More than {@value Uploads#MOST_BYTES} bytes. */
  record TooLarge() implements Storing {}

  /** The disk is nearly full. */
  record NoSpace() implements Storing {}
}
