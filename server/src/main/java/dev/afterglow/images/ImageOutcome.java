package dev.afterglow.images;

import dev.afterglow.engines.Picture;

/** What became of a client's reference to an image. */
public sealed interface ImageOutcome {
  /** An image that may be used. */
  record Taken(Picture picture) implements ImageOutcome {}

  /** None, and what to tell the client. */
  record Refused(Fault fault) implements ImageOutcome {}

  /** What may be wrong with a reference, as far as a client is told. */
  enum Fault {
    /** Nothing, or white space alone. */
    EMPTY,
    /** No address, such as base64 without the {@code data:} that goes before it. */
    NO_SCHEME,
    /**
     * Neither an address that may be fetched nor a target that gave an image. One fault for all of
     * these, so that nobody can learn from it what lies behind the server.
     */
    UNREACHABLE,
    /**
     * An address with a port that is not fetched from, which is said before anything is looked up.
     */
    PORT,
    /** A {@code data:} URI whose data cannot be read. */
    UNREADABLE_DATA_URI,
    /** Bytes that came with the request and are not PNG, JPEG or WebP. */
    NOT_AN_IMAGE,
    /** An image by its first bytes, of a format that no film begins with. */
    GIF,
    BMP,
    TIFF,
    HEIC,
    AVIF,
    /** More than {@value Rules#MOST_BYTES} bytes. */
    TOO_MANY_BYTES,
    /** Cut off, against the rules of its format, or without all of its pixels. */
    BROKEN,
    /** More than one frame. */
    ANIMATED,
    /** More pixels than are decoded. */
    TOO_MANY_PIXELS,
    /** Fewer pixels than make a picture. */
    TOO_SMALL,
    /** One side many times the other. */
    TOO_NARROW,
    /** Decoding it takes more memory or time than one picture gets. */
    TOO_COSTLY,
    /** Too many images are on their way; later it works. */
    BUSY,
    /** Too many images of the same owner are on their way; later it works. */
    SHARE
  }
}
