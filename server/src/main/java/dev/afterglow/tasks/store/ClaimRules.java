package dev.afterglow.tasks.store;

import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;

/** How a claim keeps out of the way of others. */
enum ClaimRules {
  /** Nobody else claims: what one process remembers is all there is. */
  ALONE(""),

  /**
   * Other nodes claim at the same time. A task that one of them is looking at is passed over, and
   * what counts against the cap of a key is counted in the database, by one node after the other:
   * so no key ever has more under way than it may, however many nodes there are.
   */
  AMONG_NODES(" for update skip locked");

  private static final String LOCK_KEY =
      "select pg_try_advisory_xact_lock(hashtextextended(?, 15))";

  private static final String UNDER_WAY =
      "select count(*) from task join attempt on attempt.owner_id = task.owner_id"
          + " and attempt.task_id = task.id and attempt.seq = task.attempt"
          + " where task.key_id = ? and task.ended_ms is null"
          + " and task.state in ('working', 'finishing') and attempt.state <> 'unknown'";

  private final String suffix;

  ClaimRules(String suffix) {
    this.suffix = suffix;
  }

  /** Ends a statement that looks for a task to take. */
  String suffix() {
    return suffix;
  }

  /** Takes the right to take tasks of a key until the transaction ends; false if another has it. */
  static boolean lockKey(Connection tx, String keyId) throws SQLException {
    return Statements.first(tx, row -> row.getBoolean(1), LOCK_KEY, keyId).orElse(false);
  }

  /** How many tasks count against a key's cap, on all nodes. */
  static int underWay(Connection tx, String keyId) throws SQLException {
    return Statements.first(tx, row -> row.getInt(1), UNDER_WAY, keyId).orElse(0);
  }
}
