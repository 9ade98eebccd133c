package dev.afterglow.tasks.store;

import dev.afterglow.engines.Model;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.TaskIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sets what films were charged against what engines cost the operator, by the time their tasks
 * ended. An attempt that failed costs what its engine says; what a film was charged is its last
 * engine's.
 */
public final class MarginReport {
  private static final long QUARTER_MILLIS = Duration.ofMinutes(15).toMillis();
  private static final String SOLD =
      "attempt.seq = task.attempt and task.state in ('completed', 'expired')";

  private static final String SQL =
      "select task.model, attempt.engine, task.ended_ms / "
          + QUARTER_MILLIS
          + " as quarter, sum(case when "
          + SOLD
          + " then 1 else 0 end) as films, sum(case when "
          + SOLD
          + " then task.charged_micros else 0 end) as revenue,"
          + " sum(coalesce(attempt.cost_micros, 0)) as cost,"
          + " sum(case when attempt.state = 'made' and attempt.cost_micros is null"
          + " then 1 else 0 end) as unknown"
          + " from task join attempt on attempt.owner_id = task.owner_id"
          + " and attempt.task_id = task.id"
          + " where task.owner_id = ? and task.id >= ? and task.id < ?"
          + " and task.ended_ms >= ? and task.ended_ms < ?"
          + " group by task.model, attempt.engine, task.ended_ms / "
          + QUARTER_MILLIS
          + " order by quarter, task.model, attempt.engine";

  private final Database database;

  public MarginReport(Database database) {
    this.database = database;
  }

  /**
   * What one model at one engine came to in a quarter of an hour, in micro-dollars.
   *
   * @param start when the quarter began
   * @param films how many were sold
   * @param unknown attempts that were made at a cost that nobody has said
   */
  public record Line(
      Model model,
      String engine,
      Instant start,
      long films,
      long revenueMicros,
      long costMicros,
      long unknown) {}

  /**
   * The lines of one owner's tasks.
   *
   * @param until excluded
   */
  public List<Line> between(String ownerId, Instant from, Instant until) {
    return database.report(tx ->
        Statements.all(
            tx,
            MarginReport::read,
            SQL,
            ownerId,
            TaskIds.lowest(from.minus(UsageReport.LONGEST_TASK)),
            TaskIds.lowest(until),
            from.toEpochMilli(),
            until.toEpochMilli()));
  }

  private static Line read(ResultSet row) throws SQLException {
    return new Line(
        Model.of(row.getString("model")).orElseThrow(),
        row.getString("engine"),
        Instant.ofEpochMilli(row.getLong("quarter") * QUARTER_MILLIS),
        row.getLong("films"),
        row.getLong("revenue"),
        row.getLong("cost"),
        row.getLong("unknown"));
  }
}
