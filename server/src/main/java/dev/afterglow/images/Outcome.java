package dev.afterglow.images;

/** What became of a client's reference to an image. */
public sealed interface Outcome {
  /** An image that may be used. */
  record Taken(ReferenceImage image) implements Outcome {}

  /** None, and what to tell the client. */
  record Refused(Fault fault) implements Outcome {}

  /** What may be wrong with a reference, as far as a client is told. */
  enum Fault {
    /**
     * Neither an address that may be fetched nor a target that gave an image. One fault for all of
     * these, so that nobody can learn from it what lies behind the server.
     */
    UNREACHABLE,
    /** A {@code data:} URI that is not base64. */
    UNREADABLE_DATA_URI,
    /** Bytes that came with the request and are not PNG, JPEG or WebP. */
    NOT_AN_IMAGE,
    /** More than {@value Rules#MOST_BYTES} bytes. */
    TOO_MANY_BYTES,
    /** Cut off, or against the rules of its format. */
    BROKEN,
    /** More than one frame. */
    ANIMATED,
    /** More pixels than are decoded. */
    TOO_MANY_PIXELS,
    /** Fewer pixels than make a picture. */
    TOO_SMALL,
    /** One side many times the other. */
    TOO_NARROW,
    /** Too many images are on their way; later it works. */
    BUSY
  }
}
