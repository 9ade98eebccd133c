package dev.afterglow.cli.terminal;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command line that a command itself refuses, in words of the user's language. */
public final class UsageRefused extends ParameterException {
  private static final long serialVersionUID = 1;

  /**
   * @param sentence what is wrong, to be shown as it is
   */
  public UsageRefused(CommandLine command, String sentence) {
    super(command, sentence);
  }
}
