package dev.afterglow.sql;

import dev.afterglow.sql.Database.Work;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * Connections that only read, opened as needed up to a bound. The one used last is used first, so
 * that few stay warm under a small load.
 */
final class Readers implements AutoCloseable {
  private final int bound;
  private final Opening opening;
  private final Semaphore permits;
  private final Deque<SqliteConnection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** Opens a connection. */
  @FunctionalInterface
  interface Opening {
    SqliteConnection open() throws SQLException;
  }

  Readers(int bound, Opening opening) {
    this.bound = bound;
    this.opening = opening;
    this.permits = new Semaphore(bound);
  }

  <T> T read(Work<T> work) {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("the database is closed");
      }
      return snapshot(borrow(), work);
    } catch (SQLException e) {
      throw new DatabaseFailure("a read failed", e);
    } finally {
      permits.release();
    }
  }

  /** A connection that did not get out of its transaction would fail everybody after this one. */
  private <T> T snapshot(SqliteConnection connection, Work<T> work) throws SQLException {
    boolean ended = false;
    try {
      execute(connection, "begin");
      try {
        return work.run(connection);
      } finally {
        execute(connection, "rollback");
        ended = true;
      }
    } finally {
      if (ended) {
        idle.addFirst(connection);
      } else {
        connection.close();
      }
    }
  }

  private static void execute(SqliteConnection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private SqliteConnection borrow() throws SQLException {
    SqliteConnection last = idle.pollFirst();
    return last == null ? opening.open() : last;
  }

  /** Waits for the reads that are under way. */
  @Override
  public void close() throws SQLException {
    closed = true;
    permits.acquireUninterruptibly(bound);
    try {
      for (SqliteConnection connection; (connection = idle.pollFirst()) != null; ) {
        connection.close();
      }
    } finally {
      permits.release(bound);
    }
  }
}
