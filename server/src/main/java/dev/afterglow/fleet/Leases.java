package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What only one node does at a time, by name. A lease runs by the database's clock; whoever holds
 * it may renew it, and everybody else may have it once it has run out.
 */
public final class Leases {
  private static final String TAKE =
      "insert into lease (name, node, until_ms) values (?, ?, node_clock() + ?)"
          + " on conflict (name) do update set node = excluded.node, until_ms = excluded.until_ms"
          + " where lease.node = excluded.node or lease.until_ms <= node_clock()";

  private final SharedDatabase database;
  private final String node;

  /**
   * @param node who takes
   */
  public Leases(SharedDatabase database, String node) {
    this.database = database;
    this.node = node;
  }

  /** Takes or renews a lease; false if another node has it. */
  public boolean take(String name, Duration length) {
    return database.writeBeside(tx -> take(tx, name, length));
  }

  private boolean take(Connection tx, String name, Duration length) throws SQLException {
    return Statements.change(tx, TAKE, name, node, length.toMillis()) == 1;
  }

  /** Gives a lease back, if it is still this node's. */
  public void giveBack(String name) {
    database.writeBeside(
        tx -> Statements.change(tx, "delete from lease where name = ? and node = ?", name, node));
  }
}
