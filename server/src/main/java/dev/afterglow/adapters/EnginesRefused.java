package dev.afterglow.adapters;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Engines that cannot be opened as the operator wrote them down, with everything that is wrong. */
public final class EnginesRefused extends IOException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** Why one engine cannot be opened. */
  public record Problem(String engine, Exception cause) {}

  EnginesRefused(List<Problem> problems) {
    super(
        problems.stream()
            .map(one -> "engines." + one.engine() + ": " + one.cause().getMessage())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One for each engine that cannot be opened. */
  public List<Problem> problems() {
    return problems;
  }
}
