package dev.afterglow.sql;

import dev.afterglow.lifecycle.TemporaryFault;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The database did not do what it was asked. The message is for the log, never for a client. */
public sealed class DatabaseFailure extends RuntimeException implements TemporaryFault
    permits OutcomeUnknown {
  /**
   * SQLITE_CORRUPT and SQLITE_NOTADB of the <a href="https://sqlite.org/rescode.html">codes</a>;
   * the extended ones have these in their last byte.
   */
  private static final Set<Integer> DAMAGED = Set.of(11, 26);

  private static final int PRIMARY = 0xFF;

  DatabaseFailure(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  /** What stands between this program and its database, of what operators can mend. */
  public enum Obstacle {
    /** Nobody answers at its address, or the answer does not come. */
    UNREACHABLE,
    /** It does not accept the user's name, password or address. */
    LOGIN,
    /** The two sides do not agree about encryption, or about a certificate. */
    TLS,
    /** It is there, and has no database of this name. */
    NAME,
    /** The user may not do what has to be done. */
    RIGHTS,
    /** It takes no more connections, or has no more room. */
    FULL,
    /** It is at work on something else, or others were in the way for too long. */
    BUSY,
    /** It holds tables of another program. */
    FOREIGN,
    /** A newer release of this program has changed its tables. */
    NEWER
  }

  /** What stands in the way; empty for whatever an operator cannot tell from its kind. */
  public Optional<Obstacle> obstacle() {
    return Stream.iterate((Throwable) this, cause -> cause != null, Throwable::getCause)
        .flatMap(
            cause -> Migrations.obstacle(cause).or(() -> PostgresFaults.obstacle(cause)).stream())
        .findFirst();
  }

  /**
   * Whether the database cannot be reached at this moment, lets nobody in, takes nothing more or
   * has no time; it may be back in the next, or when somebody has put that right.
   */
  public boolean unreachable() {
    return obstacle()
        .filter(what ->
            switch (what) {
              case UNREACHABLE, LOGIN, TLS, NAME, FULL, BUSY -> true;
              case RIGHTS, FOREIGN, NEWER -> false;
            })
        .isPresent();
  }

  @Override
  public boolean isTemporary() {
    return unreachable();
  }

  /** Whether the file is damaged, or no database: nothing but a backup helps. */
  public boolean damaged() {
    return Stream.iterate((Throwable) this, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof SQLException e && DAMAGED.contains(e.getErrorCode() & PRIMARY));
  }
}
