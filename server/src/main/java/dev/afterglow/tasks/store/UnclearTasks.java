package dev.afterglow.tasks.store;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.time.Instant;
import java.util.List;

/** The tasks whose orders got no readable answer, for an operator who has to decide. */
public final class UnclearTasks {
  private static final String FROM =
      " from task join attempt on attempt.owner_id = task.owner_id and attempt.task_id = task.id"
          + " and attempt.seq = task.attempt"
          + " where task.ended_ms is null and task.state = 'working' and attempt.state = 'unknown'";

  private final Database database;

  public UnclearTasks(Database database) {
    this.database = database;
  }

  /**
   * One of them.
   *
   * @param engine the engine that may have it
   * @param job our id of the job, which some engines show
   * @param sentAt when it was handed over
   */
  public record Unclear(String id, String owner, String engine, String job, Instant sentAt) {}

  /** The oldest hundred. */
  public List<Unclear> oldest() {
    return database.read(tx ->
        Statements.all(
            tx,
            row ->
                new Unclear(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(1) + "-" + row.getInt(4),
                    Instant.ofEpochMilli(row.getLong(5))),
            "select task.id, task.owner_id, attempt.engine, attempt.seq, attempt.sent_ms"
                + FROM
                + " order by attempt.sent_ms limit 100"));
  }

  /** How many there are. */
  public long count() {
    return database.read(
        tx -> Statements.first(tx, row -> row.getLong(1), "select count(*)" + FROM).orElseThrow());
  }
}
