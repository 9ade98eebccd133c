package dev.afterglow.sql;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** The database did not do what it was asked. The message is for the log, never for a client. */
public sealed class DatabaseFailure extends RuntimeException permits OutcomeUnknown {
  /**
   * SQLITE_CORRUPT and SQLITE_NOTADB of the <a href="https://sqlite.org/rescode.html">codes</a>;
   * the extended ones have these in their last byte.
   */
  private static final Set<Integer> DAMAGED = Set.of(11, 26);

  private static final int PRIMARY = 0xFF;

  DatabaseFailure(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  /** Whether the file is damaged, or no database: nothing but a backup helps. */
  public boolean damaged() {
    return Stream.iterate((Throwable) this, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof SQLException e && DAMAGED.contains(e.getErrorCode() & PRIMARY));
  }
}
