package dev.afterglow.tasks.store;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tasks of a key or an owner that have not ended, for an operator who wants them stopped. */
public final class UnfinishedTasks {
  private final Database database;

  public UnfinishedTasks(Database database) {
    this.database = database;
  }

  /** How many wait, and how many an engine was or is about to be given. */
  public record Counts(long waiting, long running) {}

  /** A task with its owner, as both are needed to find it. */
  public record Id(String ownerId, String taskId) {}

  /** Counts a key's. */
  public Counts ofKey(String keyId) {
    return database.read(tx -> counts(tx, "key_id", keyId));
  }

  /** Counts an owner's. */
  public Counts ofOwner(String ownerId) {
    return database.read(tx -> counts(tx, "owner_id", ownerId));
  }

  /** A key's, oldest first. */
  public List<Id> idsOfKey(String keyId) {
    return database.read(tx -> ids(tx, "key_id", keyId));
  }

  /** An owner's, oldest first. */
  public List<Id> idsOfOwner(String ownerId) {
    return database.read(tx -> ids(tx, "owner_id", ownerId));
  }

  private static Counts counts(Connection tx, String column, String value) throws SQLException {
    return Statements.first(
            tx,
            row -> new Counts(row.getLong(1), row.getLong(2)),
            "select coalesce(sum(case when state = 'queued' then 1 else 0 end), 0),"
                + " coalesce(sum(case when state = 'queued' then 0 else 1 end), 0)"
                + " from task where ended_ms is null and "
                + column
                + " = ?",
            value)
        .orElseThrow();
  }

  private static List<Id> ids(Connection tx, String column, String value) throws SQLException {
    return Statements.all(
        tx,
        row -> new Id(row.getString(1), row.getString(2)),
        "select owner_id, id from task where ended_ms is null and " + column + " = ? order by id",
        value);
  }
}
