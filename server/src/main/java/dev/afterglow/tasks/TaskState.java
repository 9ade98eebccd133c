package dev.afterglow.tasks;

import dev.afterglow.engines.Ticket;

/**
 * Where a task stands. A task ends exactly once, in one of the three {@link Ended} states, in the
 * same transaction that settles or releases its hold.
 */
public sealed interface TaskState {
  /** No film yet, and still to be made. */
  sealed interface Open extends TaskState {}

  /** The last word about a task. */
  sealed interface Ended extends TaskState {}

  /** Waiting for its turn; no engine knows of it. */
  record Queued() implements Open {}

  /** Being handed to its engine. Written before the request goes out. */
  record Sending() implements Open {}

  /** Accepted by its engine. */
  record Running(Ticket ticket) implements Open {}

  /** Made; the file is being copied to our own store. */
  record Storing(Ticket ticket) implements Open {}

  /**
   * Handed over without a readable answer: the engine may or may not be making the film. Never
   * handed over again until the engine's own word says that no job exists.
   */
  record Unknown() implements Open {}

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
