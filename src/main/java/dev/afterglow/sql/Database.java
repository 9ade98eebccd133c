package dev.afterglow.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The one database of a server. Safe for use by many threads; both methods block until the outcome
 * is known.
 */
public interface Database extends AutoCloseable {
  /**
   * What happens inside one transaction. It may be run again from the start when a transaction that
   * it shared with others was rolled back, so it changes nothing but the database.
   */
  @FunctionalInterface
  interface Work<T> {
    /** Runs with a connection that is valid only during this call. */
    T run(Connection tx) throws SQLException;
  }

  /**
   * Runs work in a transaction that may write, and returns after it is on disk. If the work throws,
   * nothing of it is kept and the exception comes out here.
   *
   * @throws DatabaseFailure if the database refused or the commit failed; after a failed commit it
   *     is not known whether the work took effect
   */
  <T> T write(Work<T> work);

  /**
   * Runs work that only reads, on one consistent snapshot.
   *
   * @throws DatabaseFailure if the database refused
   */
  <T> T read(Work<T> work);

  /** Lets running work finish, then closes. Later calls throw {@link IllegalStateException}. */
  @Override
  void close();

  /**
   * Opens the SQLite database in this file, creating and migrating it as needed.
   *
   * @throws DataDirectoryInUse if another server holds it
   * @throws DatabaseFailure if it cannot be opened or migrated
   */
  static Database sqlite(Path file) {
    return SqliteDatabase.open(file);
  }
}
