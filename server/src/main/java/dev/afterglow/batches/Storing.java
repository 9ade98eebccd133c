package dev.afterglow.batches;

/** What became of a file that was to be kept. Everything but {@link Stored} has left nothing. */
public sealed interface Storing {
  /** It is on disk. */
  record Stored(StoredFile file) implements Storing {}

  /** It has no bytes. */
  record Empty() implements Storing {}

  /** It is longer than any file may be. */
  record TooLarge(long mostBytes) implements Storing {}

  /** It is more than its owner may still keep. */
  record OverQuota(long leftBytes, long mostBytes) implements Storing {}

  /** Its owner has as many files as it may have. */
  record TooMany(int most) implements Storing {}

  /** The disk is nearly full. */
  record NoSpace() implements Storing {}
}
