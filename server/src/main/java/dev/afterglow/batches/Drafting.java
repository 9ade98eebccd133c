package dev.afterglow.batches;

/** What became of the bytes of a file that is to be kept. */
public sealed interface Drafting {
  /** They are written. */
  record Drafted(FileDraft draft) implements Drafting {}

  /** They are refused, and nothing is left of them. */
  record Refused(Storing why) implements Drafting {}
}
