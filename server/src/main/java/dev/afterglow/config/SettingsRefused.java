package dev.afterglow.config;

import dev.afterglow.text.Language;
import java.util.List;

/** Settings with which a server must not start. */
public final class SettingsRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  SettingsRefused(List<Problem> problems) {
    super(String.join("\n", SettingsTexts.in(Language.EN).all(problems)));
    this.problems = List.copyOf(problems);
  }

  /** Every problem in one line, each naming the key, the value and what is accepted. */
  public List<String> lines(Language language) {
    return SettingsTexts.in(language).all(problems);
  }
}
