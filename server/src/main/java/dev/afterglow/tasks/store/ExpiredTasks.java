package dev.afterglow.tasks.store;

import dev.afterglow.routing.Cell;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds what time has overtaken. Works inside its caller's transaction. */
final class ExpiredTasks {
  private static final int AT_ONCE = 100;

  private final TaskWriter writer;
  private final IdempotencyRecords records = new IdempotencyRecords();

  ExpiredTasks(TaskWriter writer) {
    this.writer = writer;
  }

  /** Completed tasks whose film's time is over, the most overdue first. */
  List<Task> films(Connection tx, Optional<Task> after, Instant now) throws SQLException {
    long lastMillis = after.flatMap(Task::expiresAt).map(Instant::toEpochMilli).orElse(-1L);
    String lastId = after.map(Task::id).orElse("");
    return Statements.all(
        tx,
        TaskRows::read,
        TaskRows.SELECT
            + " where task.state = 'completed' and task.expires_ms <= ?"
            + " and task.expires_ms >= ? and (task.expires_ms > ? or task.id > ?)"
            + " order by task.expires_ms, task.id limit ?",
        now.toEpochMilli(),
        lastMillis,
        lastMillis,
        lastId,
        AT_ONCE);
  }

  /** Notes that the bytes of these films are gone. */
  int note(Connection tx, List<Task> films, Instant now) throws SQLException {
    int noted = 0;
    for (Task task : films) {
      if (task.state() instanceof TaskState.Completed film
          && writer.end(tx, task, new TaskState.Completed(film.bytes(), true), now)) {
        noted++;
      }
    }
    return noted;
  }

  /**
   * Hides a task that has ended from its owner, and notes that its film's bytes are gone.
   *
   * @return false if somebody else changed it meanwhile
   */
  boolean delete(Connection tx, Task seen, Instant now) throws SQLException {
    if (!(seen.state() instanceof TaskState.Ended)) {
      throw new IllegalArgumentException("not ended: " + seen.id());
    }
    if (seen.state() instanceof TaskState.Completed film
        && !film.expired()
        && !writer.end(tx, seen, new TaskState.Completed(film.bytes(), true), now)) {
      return false;
    }
    Statements.change(
        tx,
        "insert into deleted_task (owner_id, task_id, deleted_ms) values (?, ?, ?)"
            + " on conflict (owner_id, task_id) do nothing",
        seen.ownerId(),
        seen.id(),
        now.toEpochMilli());
    return true;
  }

  /** Waiting tasks that were accepted before this moment. */
  List<Task> waiting(Connection tx, Instant before) throws SQLException {
    return Statements.all(
        tx,
        TaskRows::read,
        TaskRows.SELECT
            + " where task.ended_ms is null and task.state = 'queued' and task.id < ? limit ?",
        TaskIds.lowest(before),
        AT_ONCE);
  }

  /** Waiting tasks of this cell. */
  List<Task> waitingOf(Connection tx, Cell cell) throws SQLException {
    return Statements.all(
        tx,
        TaskRows::read,
        TaskRows.SELECT
            + " where task.ended_ms is null and task.state = 'queued' and task.cell = ? limit ?",
        cell.text(),
        AT_ONCE);
  }

  /** Forgets idempotency keys that are 24 hours old. */
  int forgetKeys(Connection tx, Instant now) throws SQLException {
    return records.forget(tx, now);
  }
}
