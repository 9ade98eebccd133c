package dev.afterglow.tasks.store;

import dev.afterglow.ledger.HoldResolution;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Ends tasks: the last state and what becomes of the hold, decided by compare-and-set on the
 * revision. Works inside its caller's transaction.
 */
final class Endings {
  private static final System.Logger LOG = System.getLogger(Endings.class.getName());

  private final TaskWriter writer;
  private final Ledger ledger;
  private final EndingListener listener;
  private final LatencyHistory latencies = new LatencyHistory();

  Endings(TaskWriter writer, Ledger ledger, EndingListener listener) {
    this.writer = writer;
    this.ledger = ledger;
    this.listener = listener;
  }

  /**
   * The task as it is afterwards; empty if somebody else changed it first, and then no money moves.
   */
  Optional<Task> apply(Connection tx, Task seen, Ending how, Instant now) throws SQLException {
    Instant at = seen.endingAt(now);
    return switch (how) {
      case Ending.Completed(long bytes) -> complete(tx, seen, bytes, at);
      case Ending.Failed(FailureReason reason, boolean lost, OptionalLong cost) -> {
        boolean unwanted = TaskReads.unwanted(tx, seen.ownerId(), seen.id());
        TaskState.Ended end = unwanted ? new TaskState.Cancelled() : new TaskState.Failed(reason);
        yield release(
            tx, seen, end, lost ? new Attempt.State.Lost() : new Attempt.State.Failed(), cost, at);
      }
      case Ending.Cancelled _ ->
          release(
              tx,
              seen,
              new TaskState.Cancelled(),
              new Attempt.State.Failed(),
              OptionalLong.empty(),
              at);
    };
  }

  private Optional<Task> complete(Connection tx, Task seen, long bytes, Instant at)
      throws SQLException {
    if (!writer.end(tx, seen, new TaskState.Completed(bytes, false), at)) {
      return Optional.empty();
    }
    check(seen, ledger.settle(tx, seen.id(), seen.priceMicros(), at));
    learn(tx, seen, at);
    return ended(tx, seen);
  }

  private Optional<Task> release(
      Connection tx,
      Task seen,
      TaskState.Ended end,
      Attempt.State attemptEnd,
      OptionalLong costMicros,
      Instant at)
      throws SQLException {
    if (!writer.end(tx, seen, end, at)) {
      return Optional.empty();
    }
    if (seen.state() instanceof TaskState.Working(Attempt attempt)
        && !(attempt.state() instanceof Attempt.State.Made)) {
      writer.endAttempt(tx, seen, attempt, attemptEnd, costMicros, at);
    }
    check(seen, ledger.release(tx, seen.id(), at));
    return ended(tx, seen);
  }

  /** The task as it is now, after its end has been noted for whoever is to hear of it. */
  private Optional<Task> ended(Connection tx, Task seen) throws SQLException {
    Optional<Task> ended = TaskReads.find(tx, seen.ownerId(), seen.id());
    if (ended.isPresent()) {
      listener.ended(tx, ended.get(), TaskReads.callback(tx, seen.ownerId(), seen.id()));
    }
    return ended;
  }

  /** How long the engine took, from being handed the first segment to the film in our store. */
  private void learn(Connection tx, Task task, Instant at) throws SQLException {
    record First(String engine, Instant sentAt) {}
    Optional<First> first =
        Statements.first(
            tx,
            row -> new First(row.getString(1), Instant.ofEpochMilli(row.getLong(2))),
            "select engine, sent_ms from attempt where owner_id = ? and task_id = ?"
                + " and state = 'made' order by seq limit 1",
            task.ownerId(),
            task.id());
    if (first.isPresent()) {
      Duration took = Duration.between(first.get().sentAt(), at);
      latencies.learn(tx, first.get().engine(), task.format(), took);
    }
  }

  private static void check(Task task, HoldResolution resolution) {
    if (resolution != HoldResolution.RESOLVED) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the hold of {0} was resolved before its task ended",
          task.id());
    }
  }
}
