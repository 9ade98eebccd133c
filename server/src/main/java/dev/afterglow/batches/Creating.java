package dev.afterglow.batches;

/** What became of a request for a batch. */
public sealed interface Creating {
  /** There is one. */
  record Created(Batch batch) implements Creating {}

  /** There is one since an earlier request under the same idempotency key. */
  record Replayed(Batch batch) implements Creating {}

  /** The idempotency key was used for another file. */
  record KeyReused() implements Creating {}

  /** The owner has no such file. */
  record NoFile() implements Creating {}

  /** The file holds what a batch has left. */
  record NotInput() implements Creating {}

  /** The owner has as many open batches as it may have. */
  record TooMany(int most) implements Creating {}
}
