package dev.afterglow.batches;

/** What became of an owner's request to stop a batch. */
public sealed interface CancellingBatch {
  /** It is being stopped, now or since an earlier request. */
  record Stopping(Batch batch) implements CancellingBatch {}

  /** It has ended, or only its files are left to be written. */
  record TooLate(Batch batch) implements CancellingBatch {}

  /** The owner has no such batch. */
  record NotFound() implements CancellingBatch {}
}
