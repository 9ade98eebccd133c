package dev.afterglow.batches;

import dev.afterglow.batches.BatchLine.State;
import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of lines. Works inside its caller's transaction. */
final class LineRows {
  private static final String SELECT =
      "select line, custom_id, position, bytes, state, task_id, refusal_status, refusal"
          + " from batch_line where owner_id = ? and batch_id = ?";

  private LineRows() {}

  /** Adds lines; one that is there already was read from the same file, and stays. */
  static void insert(Connection tx, Batch batch, List<BatchLine> lines) throws SQLException {
    for (BatchLine line : lines) {
      Statements.change(
          tx,
          "insert into batch_line (owner_id, batch_id, line, custom_id, position, bytes, state)"
              + " values (?, ?, ?, ?, ?, ?, ?) on conflict (owner_id, batch_id, line) do nothing",
          batch.ownerId(),
          batch.id(),
          line.number(),
          line.customId(),
          line.position(),
          line.bytes(),
          line.state().word());
    }
  }

  static void deleteAll(Connection tx, Batch batch) throws SQLException {
    Statements.change(
        tx,
        "delete from batch_line where owner_id = ? and batch_id = ?",
        batch.ownerId(),
        batch.id());
  }

  /** Lines in this state, first ones first, a bounded number. */
  static List<BatchLine> in(Connection tx, Batch batch, State state, int most) throws SQLException {
    return Statements.all(
        tx,
        LineRows::read,
        SELECT + " and state = ? order by line limit ?",
        batch.ownerId(),
        batch.id(),
        state.word(),
        most);
  }

  /** How many lines of the owner's batches have a task that has not ended. */
  static int countMade(Connection tx, String ownerId) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getInt(1),
            "select count(*) from batch_line where owner_id = ? and state = 'made'",
            ownerId)
        .orElse(0);
  }

  /** Lines after a number, in order, a bounded number. */
  static List<BatchLine> after(Connection tx, Batch batch, int number, int most)
      throws SQLException {
    return Statements.all(
        tx,
        LineRows::read,
        SELECT + " and line > ? order by line limit ?",
        batch.ownerId(),
        batch.id(),
        number,
        most);
  }

  static int count(Connection tx, Batch batch) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getInt(1),
            "select count(*) from batch_line where owner_id = ? and batch_id = ?",
            batch.ownerId(),
            batch.id())
        .orElse(0);
  }

  /** A line as it is now; empty if the batch has ended. */
  static Optional<BatchLine> find(Connection tx, Batch batch, int number) throws SQLException {
    return Statements.first(
        tx, LineRows::read, SELECT + " and line = ?", batch.ownerId(), batch.id(), number);
  }

  /** A line has a task from now on. */
  static void made(Connection tx, Batch batch, BatchLine line, String taskId) throws SQLException {
    Statements.changeOne(
        tx,
        "update batch_line set state = 'made', task_id = ?, refusal_status = null, refusal = null"
            + " where owner_id = ? and batch_id = ? and line = ? and task_id is null",
        taskId,
        batch.ownerId(),
        batch.id(),
        line.number());
  }

  /** A line that waited has been refused; false if it did not wait any more. */
  static boolean refused(Connection tx, Batch batch, BatchLine line, BatchLine.Refusal refusal)
      throws SQLException {
    return Statements.change(
            tx,
            "update batch_line set state = 'failed', refusal_status = ?, refusal = ?"
                + " where owner_id = ? and batch_id = ? and line = ? and state = 'waiting'",
            refusal.status(),
            refusal.body(),
            batch.ownerId(),
            batch.id(),
            line.number())
        == 1;
  }

  /** The task of a line has ended; false if that was known. */
  static boolean ended(Connection tx, Batch batch, BatchLine line, State how) throws SQLException {
    return Statements.change(
            tx,
            "update batch_line set state = ?"
                + " where owner_id = ? and batch_id = ? and line = ? and state = 'made'",
            how.word(),
            batch.ownerId(),
            batch.id(),
            line.number())
        == 1;
  }

  /**
   * No line that waits will begin.
   *
   * @return how many that are
   */
  static int stop(Connection tx, Batch batch, State how) throws SQLException {
    return Statements.change(
        tx,
        "update batch_line set state = ?"
            + " where owner_id = ? and batch_id = ? and state = 'waiting'",
        how.word(),
        batch.ownerId(),
        batch.id());
  }

  private static BatchLine read(ResultSet row) throws SQLException {
    return new BatchLine(
        row.getInt("line"),
        row.getString("custom_id"),
        row.getLong("position"),
        row.getInt("bytes"),
        State.of(row.getString("state")),
        Optional.ofNullable(row.getString("task_id")),
        refusal(row.getInt("refusal_status"), row.getString("refusal")));
  }

  private static Optional<BatchLine.Refusal> refusal(int status, @Nullable String body) {
    return Optional.ofNullable(body).map(text -> new BatchLine.Refusal(status, text));
  }
}
