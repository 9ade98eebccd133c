package dev.afterglow.sql;

import dev.afterglow.lifecycle.FatalErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in one file: a write-ahead log that is synced on every commit, one thread that writes,
 * readers on connections of their own.
 */
final class SqliteDatabase implements Database {
  private static final int READERS = 8;

  /** Reports at once: the readers that are left serve everybody else. */
  private static final int REPORTERS = 2;

  private static final int BUSY_MILLIS = 10_000;
  private static final int CACHE_KIB = 64 * 1024;
  private static final int READER_CACHE_KIB = 8 * 1024;
  private static final long MAPPED_BYTES = 8L << 30;

  /** How many places of damage are told; more of them help nobody. */
  private static final int MOST_DAMAGE = 20;

  private static final long LOG_KEPT_BYTES = 64L << 20;

  private final DirectoryLock lock;
  private final SqliteConnection writing;
  private final BatchWriter writer;
  private final Readers readers;
  private final LongAdder reads = new LongAdder();
  private final ExecutorService reporters =
      Executors.newFixedThreadPool(
          REPORTERS, Thread.ofPlatform().daemon().name("report-", 0).factory());

  private SqliteDatabase(DirectoryLock lock, Path file, FatalErrors fatal) throws SQLException {
    this.lock = lock;
    migrate(file);
    this.writing = new SqliteConnection(file.toString(), writerSettings());
    this.writer = new BatchWriter(writing, fatal);
    this.readers = new Readers(READERS, () -> reader(file));
  }

  static SqliteDatabase open(Path file, FatalErrors fatal) {
    Path absolute = file.toAbsolutePath();
    try {
      DirectoryLock lock = DirectoryLock.take(absolute.resolveSibling("."));
      try {
        return new SqliteDatabase(lock, absolute, fatal);
      } catch (SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException | FlywayException e) {
      throw new DatabaseFailure("cannot open the database", e);
    }
  }

  private static void migrate(Path file) {
    SQLiteDataSource source = new SQLiteDataSource(common());
    source.setUrl("jdbc:sqlite:" + file);
    Migrations.run(source, SqlDialect.SQLITE);
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static Properties writerSettings() {
    SQLiteConfig config = common();
    config.setCacheSize(-CACHE_KIB);
    config.setJournalSizeLimit((int) LOG_KEPT_BYTES);
    return config.toProperties();
  }

  private static SqliteConnection reader(Path file) throws SQLException {
    SQLiteConfig config = common();
    config.setCacheSize(-READER_CACHE_KIB);
    config.setPragma(Pragma.MMAP_SIZE, Long.toString(MAPPED_BYTES));
    SqliteConnection connection = new SqliteConnection(file.toString(), config.toProperties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma query_only = on");
    }
    return connection;
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.write(work);
  }

  @Override
  public <T> T read(Work<T> work) {
    reads.increment();
    return readers.read(work);
  }

  @Override
  public long readCount() {
    return reads.sum();
  }

  @Override
  public List<String> damage() {
    try {
      return read(tx ->
          Statements.all(tx, row -> row.getString(1), "pragma integrity_check(" + MOST_DAMAGE + ")")
              .stream()
              .filter(line -> !line.equals("ok"))
              .toList());
    } catch (DatabaseFailure e) {
      if (e.damaged()) {
        return List.of("unreadable");
      }
      throw e;
    }
  }

  @Override
  public <T> T report(Work<T> work) {
    try {
      return CompletableFuture.supplyAsync(() -> readers.read(work), reporters).join();
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the database is closed", e);
    } catch (CompletionException e) {
      throw PendingWrite.unchecked(e);
    }
  }

  @Override
  public void close() {
    reporters.shutdown();
    writer.close();
    try (lock;
        writing;
        readers) {
      // Closed from the last to the first: the lock goes when nothing of the file is open any more.
    } catch (IOException | SQLException e) {
      throw new DatabaseFailure("cannot close the database", e);
    }
  }
}
