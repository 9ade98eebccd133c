package dev.afterglow.tasks.store;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Idempotency;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which task each Idempotency-Key of the last 24 hours stands for. */
final class IdempotencyRecords {
  static final Duration LIFE = Duration.ofHours(24);

  /** What is known of a key. */
  record Known(String bodyHash, String taskId) {}

  Optional<Known> find(Connection tx, String ownerId, String key, Instant now) throws SQLException {
    return Statements.first(
        tx,
        row -> new Known(row.getString(1), row.getString(2)),
        "select body_hash, task_id from idempotency"
            + " where owner_id = ? and idempotency_key = ? and created_ms > ?",
        ownerId,
        key,
        oldest(now));
  }

  /**
   * Remembers a key, in place of an outlived record of it.
   *
   * @throws SQLException if another transaction has taken the key; the caller's is rolled back
   */
  void add(Connection tx, String ownerId, Idempotency idempotency, String taskId, Instant now)
      throws SQLException {
    int added =
        Statements.change(
            tx,
            "insert into idempotency (owner_id, idempotency_key, body_hash, task_id, created_ms)"
                + " values (?, ?, ?, ?, ?) on conflict (owner_id, idempotency_key) do update set"
                + " body_hash = excluded.body_hash, task_id = excluded.task_id,"
                + " created_ms = excluded.created_ms where idempotency.created_ms <= ?",
            ownerId,
            idempotency.key(),
            idempotency.bodyHash(),
            taskId,
            now.toEpochMilli(),
            oldest(now));
    if (added != 1) {
      throw new SQLException("the idempotency key was taken meanwhile");
    }
  }

  /** Deletes outlived records, a bounded number at a time. */
  int forget(Connection tx, Instant now) throws SQLException {
    return Statements.change(
        tx,
        "delete from idempotency where (owner_id, idempotency_key) in"
            + " (select owner_id, idempotency_key from idempotency where created_ms <= ? limit 500)",
        oldest(now));
  }

  private static long oldest(Instant now) {
    return now.minus(LIFE).toEpochMilli();
  }
}
