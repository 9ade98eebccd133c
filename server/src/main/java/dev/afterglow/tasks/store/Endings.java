package dev.afterglow.tasks.store;

import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Resolution;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Ends tasks: the last state and what becomes of the hold are one transaction, decided by
 * compare-and-set on the state. Every method answers the task as it is afterwards, or empty if
 * somebody else changed it first; then no money moves.
 */
public final class Endings {
  private static final System.Logger LOG = System.getLogger(Endings.class.getName());

  private final Database database;
  private final Ledger ledger;
  private final TaskWriter writer;
  private final InstantSource time;
  private final Tally tally;
  private final Paces paces = new Paces();

  Endings(Database database, Ledger ledger, TaskWriter writer, InstantSource time, Tally tally) {
    this.database = database;
    this.ledger = ledger;
    this.writer = writer;
    this.time = time;
    this.tally = tally;
  }

  /** The film is in our store: the price is charged, and the engine's pace learned. */
  public Optional<Task> completed(Task task, long bytes) {
    return counted(tx -> {
      Instant now = time.instant();
      Optional<Task> ended = writer.change(tx, task, new TaskState.Completed(bytes, false), now);
      if (ended.isPresent()) {
        check(task, ledger.settle(tx, task.id(), task.priceMicros(), now));
        Duration took = Duration.between(task.sentAt().orElse(now), now);
        paces.learn(tx, task.engine(), task.shape(), took);
      }
      return ended;
    });
  }

  /** There will be no film: the hold is released. An end that its owner asked for is no failure. */
  public Optional<Task> failed(Task task, FailureReason reason) {
    return counted(tx -> {
      boolean wanted =
          TaskQueries.find(tx, task.ownerId(), task.id()).map(Task::cancelRequested).orElse(false);
      TaskState end = wanted ? new TaskState.Cancelled() : new TaskState.Failed(reason);
      return release(tx, task, end);
    });
  }

  /** Stopped on its owner's word: the hold is released. */
  public Optional<Task> cancelled(Task task) {
    return counted(tx -> release(tx, task, new TaskState.Cancelled()));
  }

  private Optional<Task> counted(Database.Work<Optional<Task>> end) {
    Optional<Task> ended = database.write(end);
    ended.ifPresent(tally::count);
    return ended;
  }

  private Optional<Task> release(Connection tx, Task task, TaskState end) throws SQLException {
    Instant now = time.instant();
    Optional<Task> ended = writer.change(tx, task, end, now);
    if (ended.isPresent()) {
      check(task, ledger.release(tx, task.id(), now));
    }
    return ended;
  }

  private static void check(Task task, Resolution resolution) {
    if (resolution != Resolution.RESOLVED) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the hold of {0} was resolved before its task ended",
          task.id());
    }
  }
}
