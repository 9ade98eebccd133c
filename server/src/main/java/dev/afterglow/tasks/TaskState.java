package dev.afterglow.tasks;

/**
 * Where a task stands. A task ends exactly once, in one of the three {@link Ended} states, in the
 * same transaction that settles or releases its hold.
 */
public sealed interface TaskState {
  /** No film yet, and still to be made. */
  sealed interface Open extends TaskState {}

  /** The last word about a task. */
  sealed interface Ended extends TaskState {}

  /** Waiting for its turn; no engine is at work on it. */
  record Queued() implements Open {}

  /** An engine makes a segment of it, or is about to. */
  record Working(Attempt attempt) implements Open {}

  /**
   * All segments are made; the film is being fetched, finished and stored.
   *
   * @param last the attempt that made the last segment
   */
  record Finishing(Attempt last) implements Open {}

  /**
   * The film is there and paid for.
   *
   * @param bytes the length of the file
   * @param expired whether its time is over and the file is deleted
   */
  record Completed(long bytes, boolean expired) implements Ended {}

  /** There will be no film, and nothing was charged. */
  record Failed(FailureReason reason) implements Ended {}

  /** Stopped on the owner's word, and nothing was charged. */
  record Cancelled() implements Ended {}
}
