package dev.afterglow.log;

import dev.afterglow.text.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * A log record as one line: the time in UTC to the millisecond, the level, the message, and below
 * it the stack trace of a fault, indented. Messages may hold what clients sent; no character of it
 * begins a line or moves a terminal's cursor, so whatever begins with a time is a record.
 */
final class LogLine extends Formatter {
  /** The text of the second that is being logged: every request asks for it. */
  private volatile Second second = Second.of(0);

  /** A second since 1970 and its text, such as {@code 2026-11-23T08:15:00}. */
  private record Second(long number, String text) {
    static Second of(long number) {
      String text = Instant.ofEpochSecond(number).toString();
      return new Second(number, text.substring(0, text.length() - 1));
    }
  }

  @Override
  public String format(LogRecord record) {
    Instant at = record.getInstant();
    int millis = at.getNano() / 1_000_000;
    StringBuilder line =
        new StringBuilder(200)
            .append(text(at.getEpochSecond()))
            .append(millis < 10 ? ".00" : millis < 100 ? ".0" : ".")
            .append(millis)
            .append("Z ")
            .append(record.getLevel())
            .append(' ')
            .append(Printable.plain(formatMessage(record)))
            .append(System.lineSeparator());
    return trace(record, line).toString();
  }

  private String text(long number) {
    Second known = second;
    if (known.number() != number) {
      known = Second.of(number);
      second = known;
    }
    return known.text();
  }

  private static StringBuilder trace(LogRecord record, StringBuilder line) {
    if (record.getThrown() != null) {
      StringWriter trace = new StringWriter();
      record.getThrown().printStackTrace(new PrintWriter(trace));
      trace
          .toString()
          .lines()
          .forEach(below ->
              line.append("  ")
                  .append(Printable.plain(below.replace("\t", "    ")))
                  .append(System.lineSeparator()));
    }
    return line;
  }
}
