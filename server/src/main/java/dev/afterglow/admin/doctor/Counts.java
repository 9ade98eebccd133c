package dev.afterglow.admin.doctor;

import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;

/** How much there was to compare. */
record Counts(long entries, long holds, long tasks) {
  static Counts read(Connection tx) throws SQLException {
    return new Counts(count(tx, "entry"), count(tx, "hold"), count(tx, "task"));
  }

  private static long count(Connection tx, String table) throws SQLException {
    return Statements.first(tx, row -> row.getLong(1), "select count(*) from " + table)
        .orElseThrow();
  }
}
