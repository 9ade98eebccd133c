package dev.afterglow.adapters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An engine that cannot be opened as the operator wrote it down, with everything that is wrong. */
final class EngineRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<OptionProblem> problems;

  EngineRefused(List<OptionProblem> problems) {
    super(String.join("\n", problems.stream().map(OptionProblem::option).toList()));
    this.problems = List.copyOf(problems);
  }

  EngineRefused(OptionProblem problem) {
    this(List.of(problem));
  }

  List<OptionProblem> problems() {
    return problems;
  }

  /** Something that is only tried. */
  interface Step {
    void take() throws EngineRefused;
  }

  /**
   * Takes all steps, so that everything that is wrong is told together.
   *
   * @throws EngineRefused with what any of them refused, each option once
   */
  static void unlessAll(Step... steps) throws EngineRefused {
    Map<String, OptionProblem> problems = new LinkedHashMap<>();
    for (Step step : steps) {
      try {
        step.take();
      } catch (EngineRefused e) {
        e.problems().forEach(problem -> problems.putIfAbsent(problem.option(), problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new EngineRefused(List.copyOf(problems.values()));
    }
  }
}
