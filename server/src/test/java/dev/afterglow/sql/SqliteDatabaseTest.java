package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDatabaseTest extends DatabaseContract {
  @TempDir Path directory;

  @Override
  Database open() {
    return Database.sqlite(directory.resolve("afterglow.db"));
  }

  @Test
  void everyCommitIsSyncedAndForeignKeysHold() {
    assertEquals("2", database().write(tx -> pragma(tx, "synchronous"))); // 2 is FULL
    assertEquals("wal", database().write(tx -> pragma(tx, "journal_mode")));
    assertEquals("1", database().write(tx -> pragma(tx, "foreign_keys")));
  }

  private static String pragma(Connection tx, String name) throws SQLException {
    return Statements.first(tx, row -> row.getString(1), "pragma " + name).orElseThrow();
  }
}
