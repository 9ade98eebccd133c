package dev.afterglow.cli.terminal;

import dev.afterglow.text.Texts;
import java.io.PrintStream;

/**
 * Where the program speaks: results on one stream, everything about them on the other.
 *
 * @param interactive whether {@code err} is a terminal on which a bar can move
 * @param columns how wide that terminal is
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {
  private static final int USUAL_COLUMNS = 80;

  /** The launcher knows whether standard error is a terminal; Java does not. */
  private static final String PROPERTY = "afterglow.terminal";

  private static final String COLUMNS = "afterglow.columns";

  /** Where a terminal is as wide as most. */
  public Terminal(PrintStream out, PrintStream err, boolean interactive) {
    this(out, err, interactive, USUAL_COLUMNS);
  }

  public static Terminal real() {
    int columns = Integer.getInteger(COLUMNS, USUAL_COLUMNS);
    return new Terminal(
        System.out,
        System.err,
        Boolean.getBoolean(PROPERTY),
        columns > 0 ? columns : USUAL_COLUMNS);
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
  public ProgressLine progress(Texts texts) {
    return interactive
        ? new ProgressBarLine(err, new ProgressTexts(texts), columns)
        : new ProgressLog(err);
  }
}
