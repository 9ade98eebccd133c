package dev.afterglow.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What a writer works on: a connection, how its transactions begin, and what is to be done about
 * failures that pass by themselves. For the writer's thread alone.
 */
interface WriterLink {
  /** The connection; a fresh one if the last has broken. */
  Connection connection() throws SQLException;

  /** Begins a transaction. */
  default void begin(Connection connection) throws SQLException {
    execute(connection, "begin immediate");
  }

  /** Keeps what the transaction has done. */
  default void commit(Connection connection) throws SQLException {
    execute(connection, "commit");
  }

  /** Leaves nothing of the transaction. */
  default void rollBack(Connection connection) throws SQLException {
    execute(connection, "rollback");
  }

  /** How many works share one transaction at most. */
  int batchMax();

  /** Whether this failure concerns the transaction as a whole, and none of its works. */
  boolean passing(Throwable failure);

  /** Whether the database cannot be had at all: then no work of the batch is tried any more. */
  boolean away(Throwable failure);

  /**
   * Whether somebody else holds for long what a work needs. One work may want what nobody else
   * does; where two find the same, all would.
   */
  default boolean locked(Throwable failure) {
    return false;
  }

  /**
   * Whether works of which nothing was kept are to be run again, after a pause that is taken here.
   *
   * @param failures how often these works have failed so, at least 1
   * @param works how many they are
   */
  boolean again(Throwable failure, int failures, int works);

  /** Whether a commit that failed so may have taken effect all the same. */
  boolean undecided(Throwable failure);

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  /** A connection that never breaks, of a database whose one writer nobody disturbs. */
  static WriterLink of(Connection connection, int batchMax) {
    return new WriterLink() {
      @Override
      public Connection connection() {
        return connection;
      }

      @Override
      public int batchMax() {
        return batchMax;
      }

      @Override
      public boolean passing(Throwable failure) {
        return false;
      }

      @Override
      public boolean away(Throwable failure) {
        return false;
      }

      @Override
      public boolean again(Throwable failure, int failures, int works) {
        return false;
      }

      @Override
      public boolean undecided(Throwable failure) {
        return true;
      }
    };
  }
}
