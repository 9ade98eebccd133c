package dev.afterglow.sql;

/** The database did not do what it was asked. The message is for the log, never for a client. */
public sealed class DatabaseFailure extends RuntimeException permits OutcomeUnknown {
  DatabaseFailure(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
