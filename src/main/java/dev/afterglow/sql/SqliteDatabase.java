package dev.afterglow.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.commons.dbcp2.BasicDataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * SQLite in one file: WAL with a sync on every commit, one writer that batches, a few readers on
 * connections of their own. The pool keeps prepared statements.
 */
final class SqliteDatabase implements Database {
  private static final String MIGRATIONS = "classpath:dev/afterglow/sql/migrations";
  private static final int READERS = 8;
  private static final int STATEMENTS = 128;
  private static final int BUSY_MILLIS = 10_000;
  private static final long MMAP_BYTES = 8L << 30;
  private static final int CACHE_KIB = 32 * 1024;

  private final DirectoryLock lock;
  private final BasicDataSource writing;
  private final BasicDataSource reading;
  private final BatchWriter writer;

  private SqliteDatabase(DirectoryLock lock, Path file) throws SQLException {
    this.lock = lock;
    this.writing = pool(file, 1, false);
    Flyway.configure().dataSource(writing).locations(MIGRATIONS).load().migrate();
    this.reading = pool(file, READERS, true);
    this.writer = new BatchWriter(writing.getConnection());
  }

  static SqliteDatabase open(Path file) {
    Path absolute = file.toAbsolutePath();
    DirectoryLock lock = DirectoryLock.take(absolute.resolveSibling(""));
    try {
      return new SqliteDatabase(lock, absolute);
    } catch (SQLException e) {
      lock.close();
      throw new DatabaseFailure("cannot open the database", e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static BasicDataSource pool(Path file, int connections, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setCacheSize(-CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Long.toString(MMAP_BYTES));
    BasicDataSource pool = new BasicDataSource();
    pool.setUrl("jdbc:sqlite:" + file);
    config
        .toProperties()
        .forEach((key, value) -> pool.addConnectionProperty(key.toString(), value.toString()));
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMinIdle(connections);
    pool.setMaxWait(Duration.ofMillis(BUSY_MILLIS));
    pool.setPoolPreparedStatements(true);
    pool.setMaxOpenPreparedStatements(STATEMENTS);
    pool.setAutoCommitOnReturn(false);
    pool.setRollbackOnReturn(false);
    if (readOnly) {
      pool.setConnectionInitSqls(java.util.List.of("pragma query_only = on"));
    }
    return pool;
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.write(work);
  }

  @Override
  public <T> T read(Work<T> work) {
    try (Connection connection = reading.getConnection()) {
      execute(connection, "begin");
      try {
        return work.run(connection);
      } finally {
        execute(connection, "rollback");
      }
    } catch (SQLException e) {
      throw new DatabaseFailure("a read failed", e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    writer.close();
    try (lock;
        writing;
        reading) {
      // closed in the reverse order: readers, writer, lock
    } catch (SQLException e) {
      throw new DatabaseFailure("cannot close the database", e);
    }
  }
}
