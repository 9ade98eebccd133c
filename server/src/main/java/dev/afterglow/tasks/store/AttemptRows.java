package dev.afterglow.tasks.store;

import dev.afterglow.engines.Ticket;
import dev.afterglow.routing.SegmentPlan;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An attempt as a row. Works inside its caller's transaction. */
final class AttemptRows {
  private static final String INSERT =
      "insert into attempt (owner_id, task_id, seq, segment, engine, plan, state, sent_ms, node,"
          + " fence) values (?, ?, ?, ?, ?, ?, 'sending', ?, ?, ?)";

  private static final String UPDATE =
      "update attempt set state = ?, ticket = coalesce(?, ticket), result = coalesce(?, result),"
          + " ended_ms = ?, cost_micros = coalesce(?, cost_micros),"
          + " sent_ms = coalesce(?, sent_ms)"
          + " where owner_id = ? and task_id = ? and seq = ?";

  private static final String FIND =
      "select " + columns() + " from attempt where owner_id = ? and task_id = ? and seq = ?";

  private AttemptRows() {}

  /** The columns that {@link #readIfThere} reads, in order. */
  static String columns() {
    return Stream.of(
            "seq",
            "segment",
            "engine",
            "plan",
            "state",
            "ticket",
            "result",
            "sent_ms",
            "ended_ms",
            "cost_micros")
        .map(column -> "attempt." + column)
        .collect(Collectors.joining(", "));
  }

  /** One attempt of a task; empty if it was forgotten, or never begun. */
  static Optional<Attempt> find(Connection tx, String ownerId, String taskId, int seq)
      throws SQLException {
    return Statements.first(tx, row -> readIfThere(row, 0), FIND, ownerId, taskId, seq)
        .flatMap(attempt -> attempt);
  }

  /** The attempt in the columns after so many others; empty if they are all null. */
  static Optional<Attempt> readIfThere(ResultSet row, int before) throws SQLException {
    int seq = row.getInt(before + 1);
    if (row.wasNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new Attempt(
            seq,
            row.getInt(before + 2),
            row.getString(before + 3),
            SegmentPlan.parse(row.getString(before + 4)),
            state(row, before),
            Instant.ofEpochMilli(row.getLong(before + 8)),
            instant(row, before + 9),
            number(row, before + 10)));
  }

  private static Attempt.State state(ResultSet row, int before) throws SQLException {
    String word = row.getString(before + 5);
    return switch (word) {
      case "sending" -> new Attempt.State.Sending();
      case "running" -> new Attempt.State.Running(new Ticket(row.getString(before + 6)));
      case "unknown" -> new Attempt.State.Unknown();
      case "made" -> new Attempt.State.Made(new Ticket(row.getString(before + 7)));
      case "failed" -> new Attempt.State.Failed();
      case "lost" -> new Attempt.State.Lost();
      default -> throw new SQLException("unknown state of an attempt: " + word);
    };
  }

  /** Adds an attempt that is about to be handed over. */
  static void insert(
      Connection tx,
      TaskKey task,
      int seq,
      int segment,
      String engine,
      SegmentPlan plan,
      Instant sentAt,
      String node)
      throws SQLException {
    Statements.change(
        tx,
        INSERT,
        task.ownerId(),
        task.id(),
        seq,
        segment,
        engine,
        plan.text(),
        sentAt.toEpochMilli(),
        node,
        task.revision());
  }

  /**
   * Moves an attempt to another state, with what the engine said about its cost.
   *
   * @param sentAt when it was really handed over, where that is only known now
   */
  static void update(
      Connection tx,
      TaskKey task,
      int seq,
      Attempt.State to,
      OptionalLong costMicros,
      Optional<Instant> sentAt,
      Instant at)
      throws SQLException {
    Cells cells = Cells.of(to);
    Statements.changeOne(
        tx,
        UPDATE,
        cells.word,
        cells.ticket,
        cells.result,
        cells.ended ? at.toEpochMilli() : null,
        Statements.orNull(costMicros),
        sentAt.map(Instant::toEpochMilli).orElse(null),
        task.ownerId(),
        task.id(),
        seq);
  }

  /** The same attempt is handed over again, with a deadline of its own. */
  static void resend(Connection tx, TaskKey task, int seq, Instant at) throws SQLException {
    Statements.changeOne(
        tx,
        "update attempt set state = 'sending', sent_ms = ?, fence = ?"
            + " where owner_id = ? and task_id = ? and seq = ?",
        at.toEpochMilli(),
        task.revision(),
        task.ownerId(),
        task.id(),
        seq);
  }

  /** Forgets an attempt of which no job ever existed. */
  static void delete(Connection tx, TaskKey task, int seq) throws SQLException {
    Statements.changeOne(
        tx,
        "delete from attempt where owner_id = ? and task_id = ? and seq = ?",
        task.ownerId(),
        task.id(),
        seq);
  }

  /** Which task, and at which revision it is changed. */
  record TaskKey(String ownerId, String id, int revision) {}

  /** What a state says in the columns that belong to states. */
  private record Cells(
      String word, @Nullable String ticket, @Nullable String result, boolean ended) {
    static Cells of(Attempt.State state) {
      return switch (state) {
        case Attempt.State.Sending _ -> new Cells("sending", null, null, false);
        case Attempt.State.Running(Ticket ticket) ->
            new Cells("running", ticket.value(), null, false);
        case Attempt.State.Unknown _ -> new Cells("unknown", null, null, false);
        case Attempt.State.Made(Ticket result) -> new Cells("made", null, result.value(), true);
        case Attempt.State.Failed _ -> new Cells("failed", null, null, true);
        case Attempt.State.Lost _ -> new Cells("lost", null, null, true);
      };
    }
  }

  private static Optional<Instant> instant(ResultSet row, int place) throws SQLException {
    long millis = row.getLong(place);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static OptionalLong number(ResultSet row, int place) throws SQLException {
    long value = row.getLong(place);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
