package dev.afterglow.batches;

import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of batches. Works inside its caller's transaction. */
final class BatchRows {
  private static final String SELECT =
      "select owner_id, id, key_id, input_file_id, status, language, metadata, output_life_ms,"
          + " total, completed, failed, errors, output_file_id, error_file_id, created_ms,"
          + " expires_ms, in_progress_ms, finalizing_ms, cancelling_ms, ended_ms from batch";

  private BatchRows() {}

  static void insert(Connection tx, Batch batch, Optional<String> idempotencyKey)
      throws SQLException {
    Statements.changeOne(
        tx,
        "insert into batch (owner_id, id, key_id, input_file_id, idempotency_key, status, language,"
            + " metadata, output_life_ms, total, completed, failed, created_ms, expires_ms)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?)",
        batch.ownerId(),
        batch.id(),
        batch.keyId(),
        batch.inputFileId(),
        idempotencyKey.orElse(null),
        batch.status().wire(),
        batch.language(),
        batch.metadata().orElse(null),
        batch.outputLife().toMillis(),
        batch.times().createdAt().toEpochMilli(),
        batch.times().expiresAt().toEpochMilli());
  }

  static Optional<Batch> find(Connection tx, String ownerId, String id) throws SQLException {
    return Statements.first(
        tx, BatchRows::read, SELECT + " where owner_id = ? and id = ?", ownerId, id);
  }

  static Optional<Batch> withKey(Connection tx, String ownerId, String idempotencyKey)
      throws SQLException {
    return Statements.first(
        tx,
        BatchRows::read,
        SELECT + " where owner_id = ? and idempotency_key = ?",
        ownerId,
        idempotencyKey);
  }

  static Page<Batch> list(Connection tx, String ownerId, PageQuery page) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(ownerId));
    page.after().ifPresent(values::add);
    values.add(page.limit() + 1);
    return Page.of(
        Statements.all(
            tx, BatchRows::read, SELECT + " where owner_id = ?" + page.sql(), values.toArray()),
        page.limit());
  }

  /** The owner's batches that have not ended, oldest first. */
  static List<Batch> open(Connection tx, String ownerId) throws SQLException {
    return Statements.all(
        tx,
        BatchRows::read,
        SELECT + " where owner_id = ? and ended_ms is null order by id",
        ownerId);
  }

  static int countOpen(Connection tx, String ownerId) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getInt(1),
            "select count(*) from batch where owner_id = ? and ended_ms is null",
            ownerId)
        .orElse(0);
  }

  /** How many batches of every owner have not ended. */
  static long countOpen(Connection tx) throws SQLException {
    return Statements.first(
            tx, row -> row.getLong(1), "select count(*) from batch where ended_ms is null")
        .orElse(0L);
  }

  /** Owners with batches that have not ended. */
  static List<String> owners(Connection tx) throws SQLException {
    return Statements.all(
        tx,
        row -> row.getString(1),
        "select distinct owner_id from batch where ended_ms is null order by owner_id");
  }

  /**
   * Moves a batch on, if it has not ended and still has the status that the caller saw.
   *
   * @param moment the column that notes when
   * @return whether it had
   */
  static boolean move(Connection tx, Batch seen, BatchStatus to, String moment, Instant now)
      throws SQLException {
    return Statements.change(
            tx,
            "update batch set status = ?, "
                + moment
                + " = ?"
                + " where owner_id = ? and id = ? and status = ? and ended_ms is null",
            to.wire(),
            now.toEpochMilli(),
            seen.ownerId(),
            seen.id(),
            seen.status().wire())
        == 1;
  }

  /**
   * Whether a batch still has the status that the caller saw; nobody moves it on before this
   * transaction has ended.
   */
  static boolean still(Connection tx, Batch seen) throws SQLException {
    return Statements.change(
            tx,
            "update batch set status = status where owner_id = ? and id = ? and status = ?",
            seen.ownerId(),
            seen.id(),
            seen.status().wire())
        == 1;
  }

  static void counts(Connection tx, Batch batch, Batch.Counts counts) throws SQLException {
    Statements.changeOne(
        tx,
        "update batch set total = ?, completed = ?, failed = ? where owner_id = ? and id = ?",
        counts.total(),
        counts.completed(),
        counts.failed(),
        batch.ownerId(),
        batch.id());
  }

  /** Counts lines that have ended. */
  static void ended(Connection tx, Batch batch, int completed, int failed) throws SQLException {
    Statements.changeOne(
        tx,
        "update batch set completed = completed + ?, failed = failed + ?"
            + " where owner_id = ? and id = ?",
        completed,
        failed,
        batch.ownerId(),
        batch.id());
  }

  static void errors(Connection tx, Batch batch, String errors) throws SQLException {
    Statements.changeOne(
        tx,
        "update batch set errors = ? where owner_id = ? and id = ?",
        errors,
        batch.ownerId(),
        batch.id());
  }

  static void files(
      Connection tx, Batch batch, Optional<StoredFile> output, Optional<StoredFile> errors)
      throws SQLException {
    Statements.changeOne(
        tx,
        "update batch set output_file_id = ?, error_file_id = ? where owner_id = ? and id = ?",
        output.map(StoredFile::id).orElse(null),
        errors.map(StoredFile::id).orElse(null),
        batch.ownerId(),
        batch.id());
  }

  /**
   * Forgets batches that have ended before, a bounded number.
   *
   * @return how many
   */
  static int forget(Connection tx, Instant before) throws SQLException {
    return Statements.change(
        tx,
        "delete from batch where (owner_id, id) in (select owner_id, id from batch"
            + " where ended_ms is not null and ended_ms <= ? limit 500)",
        before.toEpochMilli());
  }

  private static Batch read(ResultSet row) throws SQLException {
    return new Batch(
        row.getString("owner_id"),
        row.getString("id"),
        row.getString("key_id"),
        row.getString("input_file_id"),
        BatchStatus.of(row.getString("status")),
        row.getString("language"),
        Optional.ofNullable(row.getString("metadata")),
        Duration.ofMillis(row.getLong("output_life_ms")),
        new Batch.Counts(row.getInt("total"), row.getInt("completed"), row.getInt("failed")),
        new Batch.Times(
            Instant.ofEpochMilli(row.getLong("created_ms")),
            Instant.ofEpochMilli(row.getLong("expires_ms")),
            Statements.optionalInstant(row, "in_progress_ms"),
            Statements.optionalInstant(row, "finalizing_ms"),
            Statements.optionalInstant(row, "cancelling_ms"),
            Statements.optionalInstant(row, "ended_ms")),
        Optional.ofNullable(row.getString("errors")),
        Optional.ofNullable(row.getString("output_file_id")),
        Optional.ofNullable(row.getString("error_file_id")));
  }
}
