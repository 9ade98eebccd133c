package dev.afterglow.tasks.store;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds what time has overtaken: films past their 24 hours, tasks that waited too long, keys. */
public final class Outdated {
  private static final int AT_ONCE = 100;

  private final Database database;
  private final TaskWriter writer;
  private final InstantSource time;
  private final IdempotencyRecords records = new IdempotencyRecords();

  Outdated(Database database, TaskWriter writer, InstantSource time) {
    this.database = database;
    this.writer = writer;
    this.time = time;
  }

  /** Completed tasks whose film's time is over, the most overdue first, a bounded number. */
  public List<Task> films() {
    return database.read(tx ->
        Statements.all(
            tx,
            TaskRows::read,
            "select "
                + TaskRows.COLUMNS
                + " from task where state = 'completed' and expires_ms <= ?"
                + " order by expires_ms limit ?",
            time.millis(),
            AT_ONCE));
  }

  /** Notes that a film's bytes are gone. */
  public Optional<Task> expired(Task task, long bytes) {
    return database.write(
        tx -> writer.change(tx, task, new TaskState.Completed(bytes, true), time.instant()));
  }

  /** Tasks that have waited for longer than this, a bounded number. */
  public List<Task> waiting(Duration longest) {
    Instant newest = time.instant().minus(longest);
    return database.read(tx ->
        Statements.all(
            tx,
            TaskRows::read,
            "select "
                + TaskRows.COLUMNS
                + " from task where ended_ms is null and state = 'queued' and id < ? limit ?",
            TaskIds.lowest(newest),
            AT_ONCE));
  }

  /** Waiting tasks of engines that are not among these, a bounded number. */
  public List<Task> strays(List<String> engines) {
    String others = String.join(", ", Collections.nCopies(engines.size(), "?"));
    List<Object> values = new ArrayList<>(engines);
    values.add(AT_ONCE);
    return database.read(tx ->
        Statements.all(
            tx,
            TaskRows::read,
            "select "
                + TaskRows.COLUMNS
                + " from task where ended_ms is null and state = 'queued'"
                + " and engine not in ("
                + others
                + ") limit ?",
            values.toArray()));
  }

  /** Gives a waiting task to another engine. */
  public void reroute(Task task, String engine) {
    database.write(tx ->
        Statements.change(
            tx,
            "update task set engine = ?, revision = revision + 1"
                + " where owner_id = ? and id = ? and revision = ?",
            engine,
            task.ownerId(),
            task.id(),
            task.revision()));
  }

  /** Forgets idempotency keys that are 24 hours old, a bounded number. */
  public void forgetKeys() {
    database.write(tx -> records.forget(tx, time.instant()));
  }
}
