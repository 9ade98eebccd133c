package dev.afterglow.sql;

import java.sql.SQLException;

/** The database did not do what it was asked. The message is for the log, never for a client. */
public final class DatabaseFailure extends RuntimeException {
  DatabaseFailure(String what, SQLException cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
