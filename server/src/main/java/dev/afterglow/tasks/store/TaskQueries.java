package dev.afterglow.tasks.store;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads single tasks and all that are under way. */
public final class TaskQueries {
  private static final String SELECT = "select " + TaskRows.COLUMNS + " from task";

  private final Database database;
  private final Waiting waiting = new Waiting();

  TaskQueries(Database database) {
    this.database = database;
  }

  /** The owner's task with this id. */
  public Optional<Task> find(String ownerId, String taskId) {
    return database.read(tx -> find(tx, ownerId, taskId));
  }

  /** Every task that an engine may know of or whose film is being stored, of every owner. */
  public List<Task> underWay() {
    return database.read(tx ->
        Statements.all(
            tx,
            TaskRows::read,
            SELECT
                + " where ended_ms is null"
                + " and state in ('sending', 'running', 'storing', 'unknown')"));
  }

  /** How many tasks wait, of every owner. */
  public long waiting() {
    return database.read(waiting::inAll);
  }

  /** The ids of all unfinished tasks with a picture. */
  public List<String> withPictures() {
    return database.read(tx ->
        Statements.all(
            tx,
            row -> row.getString(1),
            "select id from task where ended_ms is null and picture_format is not null"));
  }

  /** How many tasks come before this one at the very most; empty unless it waits. */
  public OptionalInt ahead(Task task) {
    if (!(task.state() instanceof TaskState.Queued)) {
      return OptionalInt.empty();
    }
    long ahead =
        database.read(tx -> {
          long own = ownAhead(tx, task);
          return own + waiting.othersAhead(tx, task.ownerId(), own);
        });
    return OptionalInt.of(Math.toIntExact(ahead));
  }

  static Optional<Task> find(Connection tx, String ownerId, String taskId) throws SQLException {
    return Statements.first(
        tx, TaskRows::read, SELECT + " where owner_id = ? and id = ?", ownerId, taskId);
  }

  private static long ownAhead(Connection tx, Task task) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getLong(1),
            "select count(*) from task where ended_ms is null and state = 'queued'"
                + " and engine = ? and owner_id = ? and id < ?",
            task.engine(),
            task.ownerId(),
            task.id())
        .orElseThrow();
  }
}
