package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.DatabaseFailure.Obstacle;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of PostgreSQL's codes. */
final class PostgresFaultsTest {
  @TempDir Path folder;

  /**
   * No disk, no memory, no connections: it passes, and nobody is told that it is a fault of ours.
   */
  @ParameterizedTest
  @ValueSource(strings = {"53000", "53100", "53200", "53300", "53400"})
  void fullDatabaseIsAway(String code) {
    DatabaseFailure failure =
        new DatabaseFailure("a transaction failed", new SQLException("no room", code));
    assertEquals(Optional.of(Obstacle.FULL), failure.obstacle());
    assertTrue(failure.unreachable());
    assertTrue(failure.isTemporary());
    assertTrue(PostgresFaults.refused(failure), "the server has said that it kept nothing");
    assertFalse(PostgresFaults.disconnected(failure), "the connection is of use");
  }

  @Test
  void databaseThatTakesNoMoreConnectionsIsAway() {
    PostgresAddress own = TestPostgres.in(folder);
    String role = "crowded_" + own.name();
    TestPostgres.common().execute(own.name(), "create role " + role + " login connection limit 0");
    PostgresAddress crowded =
        PostgresAddress.parse(
            "postgresql://" + role + "@127.0.0.1:" + own.port() + "/" + own.name());
    DatabaseFailure failure =
        assertThrows(
            DatabaseFailure.class, () -> Database.postgres(crowded, FatalErrors.logged()).close());
    assertEquals(Optional.of(Obstacle.FULL), failure.obstacle());
    assertTrue(failure.unreachable());
  }

  @Test
  void faultOfAStatementIsNotTheDatabasesAbsence() {
    DatabaseFailure failure =
        new DatabaseFailure("a transaction failed", new SQLException("no such table", "42P01"));
    assertEquals(Optional.empty(), failure.obstacle());
    assertFalse(failure.isTemporary());
  }
}
