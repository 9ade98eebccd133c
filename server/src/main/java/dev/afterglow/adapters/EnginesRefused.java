package dev.afterglow.adapters;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Engines that cannot be opened as the operator wrote them down, with everything that is wrong. */
public final class EnginesRefused extends IOException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * Why one engine cannot be opened.
   *
   * @param engine its name
   * @param file where it is written down
   */
  public record Problem(String engine, String file, OptionProblem what) {
    /** The whole name of the setting that is wrong. */
    public String path() {
      return "engines." + engine + "." + what.option();
    }
  }

  EnginesRefused(List<Problem> problems) {
    super(problems.stream().map(Problem::path).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
