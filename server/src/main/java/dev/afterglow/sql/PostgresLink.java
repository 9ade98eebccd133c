package dev.afterglow.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * The connection of a writer to PostgreSQL. Transactions read one snapshot, and one that changes
 * what another has changed since is run again; so every work sees the database as if it were alone.
 */
final class PostgresLink implements WriterLink, AutoCloseable {
  /** Longer ones would hold the locks of many owners' rows for too long on a slow network. */
  private static final int BATCH_MAX = 64;

  /** in_failed_sql_transaction. */
  private static final String ABORTED = "25P02";

  private static final int MOST_CONFLICTS = 60;
  private static final long LONGEST_PAUSE_MILLIS = 200;

  /** So long a restart of the database goes unnoticed; afterwards nobody waits for it in vain. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final PostgresConnections connections;
  private final Duration conflictPatience;
  private Optional<Connection> current = Optional.empty();

  /** When the works at hand first failed, in nanoseconds. */
  private long failingSince;

  /**
   * When the database was found to be away, in nanoseconds; 0 once it has kept something since. One
   * that lets everybody in and answers no statement is away as well.
   */
  private long awaySince;

  /**
   * @param conflictPatience for how long works are run again that others are in the way of
   */
  PostgresLink(PostgresConnections connections, Duration conflictPatience) {
    this.connections = connections;
    this.conflictPatience = conflictPatience;
  }

  @Override
  public Connection connection() throws SQLException {
    if (current.isPresent() && !current.get().isClosed()) {
      return current.get();
    }
    Connection fresh = connections.open("writer");
    current = Optional.of(fresh);
    fresh.setAutoCommit(false);
    fresh.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    fresh.commit();
    return fresh;
  }

  @Override
  public int batchMax() {
    return BATCH_MAX;
  }

  /** The driver begins with the first statement. */
  @Override
  public void begin(Connection connection) {}

  @Override
  public void commit(Connection connection) throws SQLException {
    commitWhole(connection);
    awaySince = 0;
  }

  /**
   * Commits, unless a statement has failed: the server would roll back and call that a success, and
   * nobody would learn that a work has swallowed the error.
   */
  static void commitWhole(Connection connection) throws SQLException {
    if (connection.unwrap(PgConnection.class).getTransactionState() == TransactionState.FAILED) {
      throw new SQLException("a statement has failed before the commit", ABORTED);
    }
    connection.commit();
  }

  @Override
  public void rollBack(Connection connection) throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      drop();
      throw e;
    }
  }

  /** A duplicate may be another node's, which is seen in the next snapshot by each work alone. */
  @Override
  public boolean passing(Throwable failure) {
    return PostgresFaults.conflict(failure)
        || PostgresFaults.disconnected(failure)
        || PostgresFaults.duplicate(failure);
  }

  @Override
  public boolean away(Throwable failure) {
    return PostgresFaults.disconnected(failure) || PostgresFaults.tooLong(failure);
  }

  @Override
  public boolean locked(Throwable failure) {
    return PostgresFaults.locked(failure);
  }

  @Override
  public boolean again(Throwable failure, int failures, int works) {
    if (failures == 1) {
      failingSince = System.nanoTime();
    }
    if (PostgresFaults.disconnected(failure)) {
      drop();
      return waitForTheDatabase();
    }
    boolean patient = System.nanoTime() - failingSince < conflictPatience.toNanos();
    if (PostgresFaults.conflict(failure) && failures <= MOST_CONFLICTS && patient) {
      pause(uneven(failures));
      return true;
    }
    // Who looked before adding, and was overtaken by another node, sees it in the next snapshot.
    return works == 1 && failures == 1 && PostgresFaults.duplicate(failure);
  }

  /**
   * The pause after so many conflicts in a row: longer each time, and of uneven length, or those
   * who met once would meet again.
   */
  static Duration uneven(int conflicts) {
    long longest = Math.min(2L << Math.min(conflicts, 10), LONGEST_PAUSE_MILLIS);
    return Duration.ofMillis(1 + Math.floorMod(System.nanoTime() / 1000, longest));
  }

  private boolean waitForTheDatabase() {
    long now = System.nanoTime();
    if (awaySince == 0) {
      awaySince = now == 0 ? 1 : now;
    }
    if (now - awaySince > PATIENCE.toNanos()) {
      return false;
    }
    pause(BETWEEN_TRIES);
    return true;
  }

  @Override
  public boolean undecided(Throwable failure) {
    return !PostgresFaults.refused(failure);
  }

  private static void pause(Duration length) {
    LockSupport.parkNanos(length.toNanos());
  }

  private void drop() {
    try {
      close();
    } catch (SQLException e) {
      // it was broken
    }
  }

  @Override
  public void close() throws SQLException {
    if (current.isPresent()) {
      Connection ending = current.get();
      current = Optional.empty();
      ending.close();
    }
  }
}
