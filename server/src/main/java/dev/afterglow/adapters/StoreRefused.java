package dev.afterglow.adapters;

import java.io.IOException;

/** The store of objects cannot be opened as the operator wrote it down. */
public final class StoreRefused extends IOException {
  private static final long serialVersionUID = 1;

  private final transient OptionProblem problem;

  StoreRefused(OptionProblem problem) {
    super("store." + problem.option());
    this.problem = problem;
  }

  /** What is wrong with it; the option is named without its section. */
  public OptionProblem problem() {
    return problem;
  }
}
