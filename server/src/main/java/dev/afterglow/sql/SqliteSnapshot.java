package dev.afterglow.sql;

import dev.afterglow.sql.Database.Work;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * One state of a SQLite database, held for as long as this is open while others write on, be they
 * in this process or in another one: for copies. It takes no lock that a server would notice; the
 * database's log only grows by what is written meanwhile. For one thread.
 */
public final class SqliteSnapshot implements AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;

  /** So many pages are copied between two reports. */
  private static final int PAGES_AT_ONCE = 1_000;

  private static final int PAUSE_MILLIS = 50;
  private static final int MOST_PAUSES = 200;

  private final SqliteConnection connection;

  private SqliteSnapshot(SqliteConnection connection) {
    this.connection = connection;
  }

  /** Is told how much of a database has been copied. */
  @FunctionalInterface
  public interface Progress {
    /** So far, in pages. */
    void at(long done, long all);
  }

  /**
   * Holds the state of now.
   *
   * @throws DatabaseFailure if it cannot be read
   */
  public static SqliteSnapshot of(Path file) {
    try {
      SqliteConnection connection = open(file);
      try {
        execute(connection, "pragma query_only = on");
        execute(connection, "begin");
        execute(connection, "select count(*) from sqlite_schema"); // only now a state is held
        return new SqliteSnapshot(connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new DatabaseFailure("cannot read the database", e);
    }
  }

  private static SqliteConnection open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(false);
    return new SqliteConnection(file.toAbsolutePath().toString(), config.toProperties());
  }

  /** Reads in that state. */
  public <T> T read(Work<T> work) {
    try {
      return work.run(connection);
    } catch (SQLException e) {
      throw new DatabaseFailure("a read failed", e);
    }
  }

  /**
   * Writes that state to a file, page by page.
   *
   * @param file is there, and empty
   * @throws DatabaseFailure if it cannot be copied
   */
  public void copyTo(Path file, Progress progress) {
    try {
      int code =
          connection
              .getDatabase()
              .backup(
                  "main",
                  file.toAbsolutePath().toString(),
                  (left, all) -> progress.at((long) all - left, Math.max(all, 1)),
                  PAUSE_MILLIS,
                  MOST_PAUSES,
                  PAGES_AT_ONCE);
      if (code != 0) {
        throw new SQLException("copying ended with code " + code);
      }
    } catch (SQLException e) {
      throw new DatabaseFailure("cannot copy the database", e);
    }
  }

  /** What is damaged in the database of this file, which nobody uses; empty if it is whole. */
  public static List<String> damage(Path file) {
    try (SqliteConnection connection = open(file)) {
      return Statements.all(connection, row -> row.getString(1), "pragma quick_check(1)").stream()
          .filter(line -> !line.equals("ok"))
          .toList();
    } catch (SQLException e) {
      DatabaseFailure failure = new DatabaseFailure("cannot read the copy", e);
      if (failure.damaged()) {
        return List.of("it cannot be read to its end");
      }
      throw failure;
    }
  }

  private static void execute(SqliteConnection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  @Override
  public void close() {
    try (connection) {
      execute(connection, "rollback");
    } catch (SQLException e) {
      throw new DatabaseFailure("cannot let go of the database", e);
    }
  }
}
