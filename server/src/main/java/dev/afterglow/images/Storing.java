package dev.afterglow.images;

import java.util.Optional;

/** What became of an upload. */
public sealed interface Storing {
  /** It is there for 72 hours. */
  record Stored(Upload upload) implements Storing {}

  /**
   * Its first bytes are not those of an image that is kept.
   *
   * @param known the media type that they are of, where that is known
   */
  record Unsupported(Optional<String> known) implements Storing {}

  /** More than {@value Uploads#MOST_BYTES} bytes. */
  record TooLarge() implements Storing {}

  /**
   * More than its owner may still keep.
   *
   * @param leftBytes what would still fit
   * @param mostBytes what all uploads of one owner may take
   */
  record OverQuota(long leftBytes, long mostBytes) implements Storing {}

  /**
   * More than its owner could keep if nothing else was kept.
   *
   * @param mostBytes what all uploads of one owner may take
   */
  record NeverFits(long mostBytes) implements Storing {}

  /** The disk is nearly full. */
  record NoSpace() implements Storing {}
}
