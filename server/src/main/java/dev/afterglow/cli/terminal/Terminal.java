package dev.afterglow.cli.terminal;

import dev.afterglow.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where the program speaks: results on one stream, everything about them on the other.
 *
 * @param interactive whether {@code err} is a terminal on which a bar can move
 * @param columns how wide that terminal is
 * @param answers what somebody at that terminal types; empty where nobody can be asked
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean interactive,
    int columns,
    Optional<InputStream> answers) {
  private static final int USUAL_COLUMNS = 80;

  /** The launcher knows whether standard error is a terminal; Java does not. */
  private static final String PROPERTY = "afterglow.terminal";

  private static final String COLUMNS = "afterglow.columns";

  /** Whether somebody sits at standard input, too. */
  private static final String ASKS = "afterglow.asks";

  private static final int LONGEST_ANSWER = 200;

  /** Where a terminal is as wide as most. */
  public Terminal(PrintStream out, PrintStream err, boolean interactive) {
    this(out, err, interactive, USUAL_COLUMNS);
  }

  /** Where nobody can be asked. */
  public Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {
    this(out, err, interactive, columns, Optional.empty());
  }

  public static Terminal real() {
    int columns = Integer.getInteger(COLUMNS, USUAL_COLUMNS);
    return new Terminal(
        System.out,
        System.err,
        Boolean.getBoolean(PROPERTY),
        columns > 0 ? columns : USUAL_COLUMNS,
        Boolean.getBoolean(ASKS) ? Optional.of(System.in) : Optional.empty());
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

  /**
   * Asks, and waits for a line. Empty if nobody can be asked.
   *
   * @param question it ends with a space
   */
  public Optional<String> ask(String question) {
    if (answers.isEmpty()) {
      return Optional.empty();
    }
    err.print(question);
    err.flush();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int octet = answers.get().read();
          octet >= 0 && octet != '\n' && line.size() < LONGEST_ANSWER;
          octet = answers.get().read()) {
        line.write(octet);
      }
    } catch (IOException _) {
      // as if nothing had been typed
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
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
