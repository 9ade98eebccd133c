package dev.afterglow.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.afterglow.lifecycle.FatalErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * PostgreSQL, shared by the nodes of a fleet. Works that have to be alone go through one writer, as
 * on SQLite; works that are conditional by themselves run beside one another; readers have
 * snapshots on a pool.
 */
final class PostgresDatabase implements SharedDatabase {
  private static final int READERS = 8;
  private static final int REPORTERS = 2;
  private static final int WRITERS = 6;

  /** For who writes at once, while all others write. */
  private static final int AT_ONCE = 1;

  private static final int MOST_CONFLICTS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  /**
   * How long what is asked of the database waits.
   *
   * @param turn for others to end; then the database counts as away
   * @param conflicts for others that hold what a work wants, again and again
   */
  record Waits(Duration turn, Duration conflicts) {
    static final Waits DEFAULT = new Waits(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  /** Reports take long, and wait for one another. */
  private static final Duration REPORTER_PATIENCE = Duration.ofMinutes(10);

  /** The channel that all nodes of one database listen on. */
  static final String CHANNEL = "afterglow";

  private final PostgresConnections connections;
  private final PostgresLink link;
  private final BatchWriter writer;
  private final HikariDataSource reading;
  private final HikariDataSource reporting;
  private final HikariDataSource writing;
  private final FatalErrors fatal;
  private final Waits waits;
  private final Semaphore readers = new Semaphore(READERS, true);
  private final Semaphore reporters = new Semaphore(REPORTERS, true);
  private final LongAdder reads = new LongAdder();
  private final ThreadLocal<Boolean> writes = ThreadLocal.withInitial(() -> false);

  /** Threads of the platform, which an interrupt of a caller does not reach. */
  private final ExecutorService writers =
      Executors.newFixedThreadPool(
          WRITERS, Thread.ofPlatform().daemon().name("sql-writer-", 1).factory());

  private volatile boolean closed;

  private PostgresDatabase(PostgresConnections connections, FatalErrors fatal, Waits waits) {
    this.connections = connections;
    this.waits = waits;
    this.fatal = fatal;
    this.link = new PostgresLink(connections, waits.conflicts());
    this.writer = new BatchWriter(link, fatal);
    this.reading = connections.readers(READERS);
    this.reporting = connections.reporters(REPORTERS);
    this.writing = connections.writers(WRITERS + AT_ONCE);
  }

  static PostgresDatabase open(PostgresAddress address, FatalErrors fatal) {
    return open(new PostgresConnections(address), fatal);
  }

  static PostgresDatabase open(PostgresConnections connections, FatalErrors fatal) {
    return open(connections, fatal, Waits.DEFAULT);
  }

  static PostgresDatabase open(PostgresConnections connections, FatalErrors fatal, Waits waits) {
    try {
      connections.open("start").close(); // or a wrong password would be tried again and again
      Migrations.run(connections.patient("migrations"), SqlDialect.POSTGRESQL);
      return new PostgresDatabase(connections, fatal, waits);
    } catch (SQLException | FlywayException e) {
      throw new DatabaseFailure("cannot open the database", e);
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.write(work);
  }

  /** Each statement sees what others have committed meanwhile, and waits for rows they hold. */
  @Override
  public <T> T writeBeside(Work<T> work) {
    requireOutside();
    long asked = System.nanoTime();
    try {
      return CompletableFuture.supplyAsync(() -> inTurn(work, asked), writers).join();
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the database is closed", e);
    } catch (CompletionException e) {
      throw PendingWrite.unchecked(e);
    }
  }

  @Override
  public <T> T writeAtOnce(Work<T> work) {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("an interrupt would break the connection");
    }
    requireOutside();
    return beside(work);
  }

  private void requireOutside() {
    if (writes.get()) {
      throw new IllegalStateException("a work must not wait for another transaction");
    }
    requireOpen();
  }

  /** Those whose turn comes too late fail at once, or a silent network would last for all. */
  private <T> T inTurn(Work<T> work, long asked) {
    if (System.nanoTime() - asked > waits.turn().toNanos()) {
      throw waitedInVain("a write");
    }
    return beside(work);
  }

  private static DatabaseFailure waitedInVain(String what) {
    return new DatabaseFailure(
        what + " waited in vain",
        new SQLTransientConnectionException("those before it do not come to their ends"));
  }

  private <T> T beside(Work<T> work) {
    writes.set(true);
    long began = System.nanoTime();
    try {
      for (int failures = 1; ; failures++) {
        try {
          return besideOnce(work);
        } catch (SQLException failure) {
          long passed = System.nanoTime() - began;
          boolean conflict =
              PostgresFaults.conflict(failure)
                  && failures <= MOST_CONFLICTS
                  && passed < waits.conflicts().toNanos();
          boolean away = PostgresFaults.disconnected(failure) && passed < PATIENCE.toNanos();
          if (!conflict && !away) {
            throw new DatabaseFailure("a transaction failed", failure);
          }
          pause(conflict ? PostgresLink.uneven(failures) : BETWEEN_TRIES);
        }
      }
    } finally {
      writes.set(false);
    }
  }

  private <T> T besideOnce(Work<T> work) throws SQLException {
    try (Connection connection = writing.getConnection()) {
      T result;
      try {
        result = work.run(connection);
      } catch (SQLException | RuntimeException | Error failure) {
        rollBack(connection, failure);
        throw failure;
      }
      try {
        PostgresLink.commitWhole(connection);
      } catch (SQLException failure) {
        rollBack(connection, failure);
        if (PostgresFaults.refused(failure)) {
          throw failure;
        }
        throw new OutcomeUnknown(failure);
      }
      return result;
    }
  }

  private static void rollBack(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    reads.increment();
    acquire(readers, waits.turn());
    try {
      return snapshot(reading, work);
    } finally {
      readers.release();
    }
  }

  @Override
  public <T> T report(Work<T> work) {
    reads.increment();
    acquire(reporters, REPORTER_PATIENCE);
    try {
      return snapshot(reporting, work);
    } finally {
      reporters.release();
    }
  }

  /** An interrupt does not cut the wait short; it has an end, or a silent network would fill it. */
  private static void acquire(Semaphore places, Duration patience) {
    long began = System.nanoTime();
    boolean interrupted = false;
    boolean acquired = false;
    try {
      long left = patience.toNanos();
      while (!acquired && left > 0) {
        try {
          acquired = places.tryAcquire(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
        left = patience.toNanos() - (System.nanoTime() - began);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (!acquired) {
      throw waitedInVain("a read");
    }
  }

  @Override
  public long readCount() {
    return reads.sum();
  }

  /**
   * A read is taken once more where its connection had broken while nobody used it, or an interrupt
   * has closed it: a virtual thread's socket does not survive one.
   */
  private <T> T snapshot(DataSource from, Work<T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      for (int failures = 1; ; failures++) {
        requireOpen();
        try {
          return snapshotOnce(from, work);
        } catch (SQLException failure) {
          boolean cut = Thread.interrupted();
          interrupted |= cut;
          boolean stale = PostgresFaults.disconnected(failure) && failures == 1;
          if (!cut && !stale) {
            throw new DatabaseFailure("a read failed", failure);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> T snapshotOnce(DataSource from, Work<T> work) throws SQLException {
    try (Connection connection = from.getConnection()) {
      T result;
      try {
        result = work.run(connection);
      } catch (SQLException | RuntimeException | Error failure) {
        rollBack(connection, failure);
        throw failure;
      }
      connection.rollback();
      return result;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the database is closed");
    }
  }

  @Override
  public void send(List<String> messages) {
    writeBeside(tx -> {
      for (String message : messages) {
        Statements.first(tx, _ -> true, "select pg_notify(?, ?)", CHANNEL, message);
      }
      return messages.size();
    });
  }

  @Override
  public Listening listen(Consumer<String> heard, Runnable missed) {
    return PostgresListener.start(connections, heard, missed, fatal);
  }

  private static void pause(Duration length) {
    LockSupport.parkNanos(length.toNanos());
  }

  @Override
  public void close() {
    closed = true;
    writers.shutdown();
    writer.close();
    writers.close();
    try (link;
        writing;
        reporting;
        reading) {
      // Closed from the last to the first.
    } catch (SQLException e) {
      throw new DatabaseFailure("cannot close the database", e);
    }
  }
}
