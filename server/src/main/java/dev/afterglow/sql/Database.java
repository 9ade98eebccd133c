package dev.afterglow.sql;

import dev.afterglow.lifecycle.FatalErrors;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The one database of a server. Safe for use by many threads; both methods block until the outcome
 * is known, and an interrupt does not cut them short: whoever moves money has to learn whether it
 * moved.
 */
public interface Database extends AutoCloseable {
  /**
   * What happens inside one transaction.
   *
   * <p>It may be run more than once before its result is kept: a transaction shared with others is
   * rolled back when one of them fails. So it changes nothing but the database, and waits for
   * nothing.
   */
  @FunctionalInterface
  interface Work<T> {
    /** Runs with a connection that is valid only during this call. */
    T run(Connection tx) throws SQLException;
  }

  /**
   * Runs work in a transaction that may write, and returns once it is on disk. If the work throws,
   * nothing of it is kept and its exception comes out here; an {@link SQLException} comes out as
   * the cause of a {@link DatabaseFailure}.
   *
   * @throws OutcomeUnknown if the commit failed: the work may or may not have taken effect
   * @throws IllegalStateException if the database is closed, or if called from within a work
   */
  <T> T write(Work<T> work);

  /**
   * As {@link #write}, for work that stays right while others write: every change in it is
   * conditional on what it finds at that very moment, as a compare-and-set is, and what it has read
   * before decides nothing. A database that can lets several such works run at once.
   */
  default <T> T writeBeside(Work<T> work) {
    return write(work);
  }

  /**
   * Runs work that only reads, all of it on one snapshot that holds every write that had returned
   * before. A thread is pinned to its carrier while SQLite reads: long reports belong on a platform
   * thread.
   *
   * @throws DatabaseFailure if the database refused
   * @throws IllegalStateException if the database is closed
   */
  <T> T read(Work<T> work);

  /** How many transactions that only read there have been; 0 where nobody counts. */
  default long readCount() {
    return 0;
  }

  /**
   * Reads the whole database and tells what is damaged in it; empty if it is whole. Takes as long
   * as reading the file, so it belongs on a platform thread.
   */
  default List<String> damage() {
    return List.of();
  }

  /**
   * As {@link #read}, for reports that take long: on a platform thread, and few at a time; further
   * ones wait.
   */
  default <T> T report(Work<T> work) {
    return read(work);
  }

  /** Lets the writes that were accepted finish, then closes. Later calls are refused. */
  @Override
  void close();

  /**
   * Opens the SQLite database in this file, making or migrating it as needed.
   *
   * @throws DataDirectoryInUse if a server holds the file's directory
   * @throws DatabaseFailure if it cannot be opened or migrated
   */
  static Database sqlite(Path file) {
    return sqlite(file, FatalErrors.logged());
  }

  /**
   * Opens the SQLite database in this file, making or migrating it as needed.
   *
   * @param fatal told if the thread that writes cannot go on; every later write is refused then
   * @throws DataDirectoryInUse if a server holds the file's directory
   * @throws DatabaseFailure if it cannot be opened or migrated
   */
  static Database sqlite(Path file, FatalErrors fatal) {
    return SqliteDatabase.open(file, fatal);
  }

  /**
   * Opens the PostgreSQL database at this address, making or migrating its tables as needed. Many
   * processes may share it.
   *
   * @param fatal told if a thread of the database cannot go on
   * @throws DatabaseFailure if it cannot be reached, entered or migrated
   */
  static SharedDatabase postgres(PostgresAddress address, FatalErrors fatal) {
    return PostgresDatabase.open(address, fatal);
  }
}
