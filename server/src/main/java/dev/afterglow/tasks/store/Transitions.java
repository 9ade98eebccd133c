package dev.afterglow.tasks.store;

import dev.afterglow.engines.Ticket;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Moves tasks on that have not ended. Every method is one transaction and answers the task as it is
 * afterwards, or empty if somebody else changed it first.
 */
public final class Transitions {
  private final Database database;
  private final TaskWriter writer;
  private final InstantSource time;

  Transitions(Database database, TaskWriter writer, InstantSource time) {
    this.database = database;
    this.writer = writer;
    this.time = time;
  }

  /** The engine took it: keeps the ticket. */
  public Optional<Task> accepted(Task task, Ticket ticket) {
    return change(task, new TaskState.Running(ticket));
  }

  /**
   * The engine certainly did not take it and may later: back to its place in the line. Not for a
   * task whose owner wants it stopped: then empty.
   */
  public Optional<Task> backInLine(Task task) {
    return unlessCancelled(task, new TaskState.Queued());
  }

  /** The engine may or may not have taken it. */
  public Optional<Task> uncertain(Task task) {
    return change(task, new TaskState.Unknown());
  }

  /** The film is made. */
  public Optional<Task> made(Task task, Ticket ticket) {
    return change(task, new TaskState.Storing(ticket));
  }

  /**
   * No engine has it, and it is about to be handed over once more. Not for a task whose owner wants
   * it stopped: then empty.
   */
  public Optional<Task> again(Task task) {
    return unlessCancelled(task, new TaskState.Sending());
  }

  /**
   * Notes how far the engine is; a smaller percentage than before changes nothing. Does not count
   * as a change of state.
   */
  public Optional<Task> progress(Task task, int percent) {
    return database.write(tx ->
        Statements.first(
            tx,
            TaskRows::read,
            "update task set progress = ?"
                + " where owner_id = ? and id = ? and revision = ? and progress < ? returning "
                + TaskRows.COLUMNS,
            percent,
            task.ownerId(),
            task.id(),
            task.revision(),
            percent));
  }

  /** Notes, or withdraws, that the owner wants it stopped. Does not count as a change of state. */
  public Optional<Task> wantCancelled(Task task, boolean wanted) {
    return database.write(tx ->
        Statements.first(
            tx,
            TaskRows::read,
            "update task set cancel_requested = ?"
                + " where owner_id = ? and id = ? and revision = ? returning "
                + TaskRows.COLUMNS,
            wanted ? 1 : 0,
            task.ownerId(),
            task.id(),
            task.revision()));
  }

  private Optional<Task> unlessCancelled(Task task, TaskState to) {
    return database.write(tx -> {
      Optional<Task> now = TaskQueries.find(tx, task.ownerId(), task.id());
      return now.isEmpty() || now.get().cancelRequested()
          ? Optional.<Task>empty()
          : writer.change(tx, task, to, time.instant());
    });
  }

  private Optional<Task> change(Task task, TaskState to) {
    return database.write(tx -> writer.change(tx, task, to, time.instant()));
  }
}
