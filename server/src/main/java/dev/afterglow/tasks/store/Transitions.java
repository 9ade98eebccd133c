package dev.afterglow.tasks.store;

import dev.afterglow.engines.Ticket;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Moves tasks on that have not ended. Works inside its caller's transaction. */
final class Transitions {
  private final TaskWriter writer;

  Transitions(TaskWriter writer) {
    this.writer = writer;
  }

  /** The task as it is afterwards; empty if somebody else changed it first. */
  Optional<Task> apply(Connection tx, Task seen, Transition to, Instant at) throws SQLException {
    Attempt attempt = inHand(seen, to);
    boolean moved =
        switch (to) {
          case Transition.Accepted(Ticket ticket, OptionalLong cost, Optional<Instant> sentAt) ->
              writer.advance(
                  tx, seen, attempt, new Attempt.State.Running(ticket), cost, sentAt, at);
          case Transition.Unclear(Optional<Instant> sentAt) ->
              writer.advance(
                  tx, seen, attempt, new Attempt.State.Unknown(), OptionalLong.empty(), sentAt, at);
          case Transition.Made(Ticket result, OptionalLong cost) ->
              writer.advance(
                  tx, seen, attempt, new Attempt.State.Made(result), cost, Optional.empty(), at);
          case Transition.Resend _ ->
              !TaskReads.unwanted(tx, seen.ownerId(), seen.id())
                  && writer.resend(tx, seen, attempt, at);
          case Transition.Requeue(Transition.Requeue.Memory memory, OptionalLong cost) ->
              !TaskReads.unwanted(tx, seen.ownerId(), seen.id())
                  && writer.requeue(tx, seen, attempt, left(memory), cost, at);
          case Transition.Anew _ ->
              !TaskReads.unwanted(tx, seen.ownerId(), seen.id()) && anew(tx, seen, attempt, at);
          case Transition.NextSegment _ ->
              !TaskReads.unwanted(tx, seen.ownerId(), seen.id())
                  && writer.begin(
                      tx, seen, attempt.segment() + 1, attempt.engine(), attempt.plan(), at);
        };
    return moved ? TaskReads.find(tx, seen.ownerId(), seen.id()) : Optional.empty();
  }

  private static Attempt inHand(Task seen, Transition to) {
    return switch (seen.state()) {
      case TaskState.Working(Attempt attempt) -> attempt;
      case TaskState.Finishing(Attempt last) when to instanceof Transition.Anew -> last;
      case TaskState.Finishing _, TaskState.Queued _, TaskState.Ended _ ->
          throw new IllegalArgumentException("no attempt in hand: " + seen.id());
    };
  }

  private boolean anew(Connection tx, Task seen, Attempt attempt, Instant at) throws SQLException {
    boolean begun = writer.begin(tx, seen, attempt.segment(), attempt.engine(), attempt.plan(), at);
    if (begun) {
      writer.endAttempt(tx, seen, attempt, new Attempt.State.Lost(), OptionalLong.empty(), at);
    }
    return begun;
  }

  private static Optional<Attempt.State> left(Transition.Requeue.Memory memory) {
    return switch (memory) {
      case FORGET -> Optional.empty();
      case FAILED -> Optional.of(new Attempt.State.Failed());
      case LOST -> Optional.of(new Attempt.State.Lost());
    };
  }

  Optional<Task> progress(Connection tx, Task seen, int percent) throws SQLException {
    return note(tx, seen, percent)
        ? TaskReads.find(tx, seen.ownerId(), seen.id())
        : Optional.empty();
  }

  /** Writes how far a task is; whether that is news. */
  boolean note(Connection tx, Task seen, int percent) throws SQLException {
    int changed =
        Statements.change(
            tx,
            "update task set progress = ?"
                + " where owner_id = ? and id = ? and revision = ? and progress < ?",
            percent,
            seen.ownerId(),
            seen.id(),
            seen.revision(),
            percent);
    return changed == 1;
  }

  Optional<Task> requestCancel(Connection tx, Task seen, boolean wanted) throws SQLException {
    int changed =
        Statements.change(
            tx,
            "update task set cancel_requested = ?"
                + " where owner_id = ? and id = ? and revision = ? and ended_ms is null",
            wanted ? 1 : 0,
            seen.ownerId(),
            seen.id(),
            seen.revision());
    return changed == 1 ? TaskReads.find(tx, seen.ownerId(), seen.id()) : Optional.empty();
  }
}
