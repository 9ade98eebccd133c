package dev.afterglow.cli.terminal;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Texts;

/** What the program says to people. */
public final class ProgramTexts {
  private static final Messages MESSAGES = Messages.load("/dev/afterglow/cli/terminal/program");

  private ProgramTexts() {}

  /** The texts of a language. */
  public static Texts in(Language language) {
    return MESSAGES.in(language);
  }
}
