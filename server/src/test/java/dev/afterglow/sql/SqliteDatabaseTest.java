package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

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

  /** So that only a start that has something to migrate waits for Flyway. */
  @Test
  void openedDatabaseHasEveryMigrationByNameAndContent() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + directory.resolve("afterglow.db"));
    assertTrue(Migrations.isUpToDate(source, SqlDialect.SQLITE));
    SqlDialect next = new SqlDialect("sqlite", SqlDialect.POSTGRESQL.scripts(), "");
    assertFalse(Migrations.isUpToDate(source, next));
    source.setUrl("jdbc:sqlite:" + directory.resolve("new.db"));
    assertFalse(Migrations.isUpToDate(source, SqlDialect.SQLITE));
  }

  private static String pragma(Connection tx, String name) throws SQLException {
    return Statements.first(tx, row -> row.getString(1), "pragma " + name).orElseThrow();
  }

  /**
   * SQLite pins a virtual thread to its carrier while it reads: two reports would stop everybody.
   */
  @Test
  void reportsRunOnFewThreadsOfThePlatform() throws Exception {
    Database database = database();
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> virtual = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        virtual.add(
            callers.submit(() ->
                database.report(tx -> {
                  threads.add(Thread.currentThread().getName());
                  return Thread.currentThread().isVirtual();
                })));
      }
      for (Future<Boolean> each : virtual) {
        assertFalse(each.get());
      }
      assertTrue(threads.size() <= 2, threads::toString);
      assertThrows(
          DatabaseFailure.class,
          () ->
              database.report(tx -> {
                throw new SQLException("no");
              }));
    }
    database.close();
    assertThrows(IllegalStateException.class, () -> database.report(tx -> 1));
  }
}
