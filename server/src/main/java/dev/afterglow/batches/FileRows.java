package dev.afterglow.batches;

import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of files. Works inside its caller's transaction. */
final class FileRows {
  private static final String SELECT =
      "select owner_id, id, purpose, name, bytes, created_ms, expires_ms from stored_file";

  /** A condition that keeps out what an open batch still reads. */
  private static final String NOT_READ =
      " and not exists (select 1 from batch where batch.owner_id = stored_file.owner_id"
          + " and batch.input_file_id = stored_file.id and batch.ended_ms is null)";

  private FileRows() {}

  static void insert(Connection tx, StoredFile file) throws SQLException {
    Statements.changeOne(
        tx,
        "insert into stored_file (owner_id, id, purpose, name, bytes, created_ms, expires_ms)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        file.ownerId(),
        file.id(),
        file.purpose().wire(),
        file.name(),
        file.bytes(),
        file.createdAt().toEpochMilli(),
        file.expiresAt().toEpochMilli());
  }

  static int count(Connection tx, String ownerId) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getInt(1),
            "select count(*) from stored_file where owner_id = ?",
            ownerId)
        .orElse(0);
  }

  /** What all files of an owner take together. */
  static long bytes(Connection tx, String ownerId) throws SQLException {
    return Statements.first(
            tx,
            row -> row.getLong(1),
            "select coalesce(sum(bytes), 0) from stored_file where owner_id = ?",
            ownerId)
        .orElse(0L);
  }

  static Optional<StoredFile> find(Connection tx, String ownerId, String id) throws SQLException {
    return Statements.first(
        tx, FileRows::read, SELECT + " where owner_id = ? and id = ?", ownerId, id);
  }

  static Page<StoredFile> list(
      Connection tx, String ownerId, Optional<Purpose> purpose, PageQuery page)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(ownerId));
    String only = purpose.isPresent() ? " and purpose = ?" : "";
    purpose.ifPresent(wanted -> values.add(wanted.wire()));
    page.after().ifPresent(values::add);
    values.add(page.limit() + 1);
    return Page.of(
        Statements.all(
            tx,
            FileRows::read,
            SELECT + " where owner_id = ?" + only + page.sql(),
            values.toArray()),
        page.limit());
  }

  /** Every file of every owner. */
  static List<StoredFile> all(Connection tx) throws SQLException {
    return Statements.all(tx, FileRows::read, SELECT);
  }

  /** Files whose time is over and that nothing reads any more, a bounded number. */
  static List<StoredFile> expired(Connection tx, Instant now) throws SQLException {
    return Statements.all(
        tx,
        FileRows::read,
        SELECT + " where expires_ms <= ?" + NOT_READ + " limit 500",
        now.toEpochMilli());
  }

  /** Deletes a row, unless an open batch reads the file; whether it was there to be deleted. */
  static boolean delete(Connection tx, String ownerId, String id) throws SQLException {
    return Statements.change(
            tx, "delete from stored_file where owner_id = ? and id = ?" + NOT_READ, ownerId, id)
        == 1;
  }

  private static StoredFile read(ResultSet row) throws SQLException {
    return new StoredFile(
        row.getString(1),
        row.getString(2),
        Purpose.of(row.getString(3)),
        row.getString(4),
        row.getLong(5),
        Instant.ofEpochMilli(row.getLong(6)),
        Instant.ofEpochMilli(row.getLong(7)));
  }
}
