package dev.afterglow.config;

import dev.afterglow.text.Language;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings with which a server must not start. */
public final class SettingsRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  private final transient List<EngineSettings> engines;

  SettingsRefused(List<Problem> problems) {
    this(problems, List.of());
  }

  /**
   * @param engines those that could be read, be it with other values in the place of wrong ones
   */
  SettingsRefused(List<Problem> problems, List<EngineSettings> engines) {
    super(String.join("\n", SettingsTexts.in(Language.EN).all(problems)));
    this.problems = List.copyOf(problems);
    this.engines = List.copyOf(engines);
  }

  /** The engines that could be read, be it with other values in the place of wrong ones. */
  public List<EngineSettings> engines() {
    return engines;
  }

  /** The settings that are told of, by their whole names. */
  public Set<String> names() {
    return problems.stream().map(Problem::about).collect(Collectors.toSet());
  }

  /** Every problem in one line, each naming the key, the value and what is accepted. */
  public List<String> lines(Language language) {
    return SettingsTexts.in(language).all(problems);
  }
}
