package dev.afterglow.cli.terminal;

import java.io.PrintStream;

/**
 * Where the program speaks: results on one stream, everything about them on the other.
 *
 * @param interactive whether {@code err} is a terminal on which a bar can move
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {
  /** The launcher knows whether standard error is a terminal; Java does not. */
  private static final String PROPERTY = "afterglow.terminal";

  public static Terminal real() {
    return new Terminal(System.out, System.err, Boolean.getBoolean(PROPERTY));
  }

  /** Prints a result. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Prints what is not a result. */
  public void complain(String line) {
    err.println(line);
    err.flush();
  }

  /** Prints below an unfinished line of progress. */
  public void interrupt(String line) {
    complain(System.lineSeparator() + line);
  }

  /** A new line of progress, to be closed before anything else is printed. */
  public ProgressLine progress() {
    return interactive ? new ProgressBarLine(err) : new ProgressLog(err);
  }
}
