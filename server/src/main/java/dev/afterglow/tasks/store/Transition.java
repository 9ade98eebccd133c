package dev.afterglow.tasks.store;

import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.Task;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A change of a task that has not ended; it concerns the attempt in hand. */
public sealed interface Transition {
  /** A change of one task. */
  record Of(Task seen, Transition to) {}

  /**
   * The engine took it: keeps the ticket.
   *
   * @param sentAt when it was handed over; empty to leave what is known of that
   */
  record Accepted(Ticket ticket, OptionalLong costMicros, Optional<Instant> sentAt)
      implements Transition {}

  /**
   * The engine may or may not have taken it.
   *
   * @param sentAt when it was handed over; empty to leave what is known of that
   */
  record Unclear(Optional<Instant> sentAt) implements Transition {
    /** Nothing new is known of when it was handed over. */
    public Unclear() {
      this(Optional.empty());
    }
  }

  /**
   * No engine has it, and the same attempt is about to be handed over once more, under the same id
   * and with a deadline of its own. Not for a task whose owner wants it stopped: then nothing
   * changes.
   */
  record Resend() implements Transition {}

  /**
   * No film will come of this attempt: back to its place in the queue. Not for a task whose owner
   * wants it stopped: then nothing changes.
   *
   * @param memory what is kept of the attempt
   */
  record Requeue(Memory memory, OptionalLong costMicros) implements Transition {
    /** What is kept of an attempt that came to nothing. */
    public enum Memory {
      /** Nothing: certainly no job existed, and its number is used again. */
      FORGET,
      /** That this engine failed it: it is not asked again. */
      FAILED,
      /** That it was made for nothing, and through no fault of the task. */
      LOST
    }
  }

  /**
   * The engine has lost it, or its film, and another attempt at the same engine is about to be
   * handed over. Not for a task whose owner wants it stopped: then nothing changes.
   */
  record Anew() implements Transition {}

  /** The segment is made. After the last one the task is being finished. */
  record Made(Ticket result, OptionalLong costMicros) implements Transition {}

  /**
   * An attempt for the next segment is about to be handed over. Not for a task whose owner wants it
   * stopped: then nothing changes.
   */
  record NextSegment() implements Transition {}
}
