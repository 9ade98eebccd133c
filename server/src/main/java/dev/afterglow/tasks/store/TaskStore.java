package dev.afterglow.tasks.store;

import dev.afterglow.ledger.Ledger;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.QueueBounds;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Tasks in one database, offered by use.
 *
 * @param filmLife how long a finished film is kept, counted from its task's end
 * @param tally counts the ends
 */
public record TaskStore(
    Database database, Ledger ledger, InstantSource time, Duration filmLife, Tally tally) {
  public TaskStore {
    if (!filmLife.isPositive()) {
      throw new IllegalArgumentException("film life: " + filmLife + " (expected: more than 0)");
    }
  }

  /** Accepts new tasks within these bounds. */
  public Submissions submissions(QueueBounds bounds, Checkpoint.Listener checkpoints) {
    return new Submissions(this, bounds, checkpoints);
  }

  /** Hands out waiting tasks. */
  public TaskClaims claims(TaskClaims.Caps caps) {
    return new TaskClaims(database, writer(), time, caps);
  }

  /** Moves tasks on. */
  public Transitions transitions() {
    return new Transitions(database, writer(), time);
  }

  /** Ends tasks. */
  public Endings endings() {
    return new Endings(database, ledger, writer(), time, tally);
  }

  /** Finds what time has overtaken. */
  public Outdated outdated() {
    return new Outdated(database, writer(), time);
  }

  /** Reads single tasks. */
  public TaskQueries queries() {
    return new TaskQueries(database);
  }

  /** Reads pages of tasks. */
  public TaskLists lists() {
    return new TaskLists(database);
  }

  /** What owners have been charged. */
  public Spendings spendings() {
    return new Spendings(database);
  }

  TaskWriter writer() {
    return new TaskWriter(filmLife);
  }
}
