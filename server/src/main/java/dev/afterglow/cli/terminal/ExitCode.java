package dev.afterglow.cli.terminal;

/** How the program ends, for whoever called it. */
public final class ExitCode {
  /** What was asked for is done. */
  public static final int DONE = 0;

  /** It was tried and failed; the reason was printed. */
  public static final int FAILED = 1;

  /** It was not tried: wrong usage, settings or surroundings. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
