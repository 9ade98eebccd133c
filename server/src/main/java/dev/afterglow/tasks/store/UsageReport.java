package dev.afterglow.tasks.store;

import dev.afterglow.engines.Model;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Spending;
import dev.afterglow.tasks.TaskIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up what an owner's completed films were charged, by the time they were completed. */
public final class UsageReport {
  private static final long QUARTER_MILLIS = Duration.ofMinutes(15).toMillis();

  /**
   * No task takes longer than this from its acceptance to its end: the longest wait and the longest
   * engine's deadline that can be set are 30 days each, and the film has to be copied.
   */
  static final Duration LONGEST_TASK = Duration.ofDays(61);

  private final Database database;

  UsageReport(Database database) {
    this.database = database;
  }

  /**
   * What was completed in a span of time.
   *
   * @param keyId only the tasks of this key, if there is one
   * @param until excluded
   */
  public List<Spending> between(
      String ownerId, Optional<String> keyId, Instant from, Instant until) {
    List<Object> values =
        new ArrayList<>(
            List.of(
                ownerId,
                TaskIds.lowest(from.minus(LONGEST_TASK)),
                TaskIds.lowest(until),
                from.toEpochMilli(),
                until.toEpochMilli()));
    keyId.ifPresent(values::add);
    String sql =
        "select model, ended_ms / "
            + QUARTER_MILLIS
            + " as quarter, count(*) as films, sum(charged_micros) as micros from task"
            + " where owner_id = ? and id >= ? and id < ? and state in ('completed', 'expired')"
            + " and ended_ms >= ? and ended_ms < ?"
            + (keyId.isPresent() ? " and key_id = ?" : "")
            + " group by model, ended_ms / "
            + QUARTER_MILLIS
            + " order by quarter, model";
    return database.report(tx -> Statements.all(tx, UsageReport::read, sql, values.toArray()));
  }

  /**
   * What was completed on one day (UTC) by one model, key and engine.
   *
   * @param engine the one that made it, or its last part
   * @param micros in micro-dollars
   */
  public record Line(
      LocalDate day, Model model, String keyId, String engine, long films, long micros) {}

  /**
   * What was completed in a span of time, in as many lines as there are days, models, keys and
   * engines.
   *
   * @param until excluded
   */
  public List<Line> lines(String ownerId, Instant from, Instant until) {
    String day = "task.ended_ms / " + Duration.ofDays(1).toMillis();
    String sql =
        "select "
            + day
            + " as day, task.model, task.key_id, attempt.engine, count(*) as films,"
            + " sum(task.charged_micros) as micros"
            + " from task left join attempt on attempt.owner_id = task.owner_id"
            + " and attempt.task_id = task.id and attempt.seq = task.attempt"
            + " where task.owner_id = ? and task.id >= ? and task.id < ?"
            + " and task.state in ('completed', 'expired')"
            + " and task.ended_ms >= ? and task.ended_ms < ?"
            + " group by "
            + day
            + ", task.model, task.key_id, attempt.engine order by 1, 2, 3, 4";
    return database.report(tx ->
        Statements.all(
            tx,
            UsageReport::line,
            sql,
            ownerId,
            TaskIds.lowest(from.minus(LONGEST_TASK)),
            TaskIds.lowest(until),
            from.toEpochMilli(),
            until.toEpochMilli()));
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        LocalDate.ofEpochDay(row.getLong("day")),
        Model.of(row.getString("model")).orElseThrow(),
        row.getString("key_id"),
        Optional.ofNullable(row.getString("engine")).orElse(""),
        row.getLong("films"),
        row.getLong("micros"));
  }

  private static Spending read(ResultSet row) throws SQLException {
    return new Spending(
        Model.of(row.getString("model")).orElseThrow(),
        Instant.ofEpochMilli(row.getLong("quarter") * QUARTER_MILLIS),
        row.getLong("films"),
        row.getLong("micros"));
  }
}
