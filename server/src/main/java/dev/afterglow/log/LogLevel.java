package dev.afterglow.log;

/** How much is logged. */
public enum LogLevel {
  ERROR,
  WARNING,
  INFO,
  DEBUG
}
