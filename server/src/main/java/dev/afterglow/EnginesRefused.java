package dev.afterglow;

import dev.afterglow.cli.terminal.ProgramTexts;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Engines that cannot be opened as the operator wrote them down, with everything that is wrong. */
final class EnginesRefused extends IOException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * Why one engine cannot be opened.
   *
   * @param engine its name
   * @param file where it is written down
   */
  record Problem(String engine, String file, OptionProblem what) {
    String path() {
      return "engines." + engine + "." + what.option();
    }

    List<String> lines(String language) {
      ProgramTexts texts = ProgramTexts.in(language);
      return what.sentences().apply(language).stream()
          .map(sentence -> texts.text("option.place", path(), file, sentence))
          .toList();
    }
  }

  EnginesRefused(List<Problem> problems) {
    super(String.join("\n", lines(problems, "en")));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each problem, naming its setting. */
  List<String> lines(String language) {
    return lines(problems, language);
  }

  /** The same without settings that have been told of already. */
  List<String> linesBeyond(Set<String> told, String language) {
    return lines(
        problems.stream().filter(problem -> !told.contains(problem.path())).toList(), language);
  }

  private static List<String> lines(List<Problem> problems, String language) {
    return problems.stream().flatMap(problem -> problem.lines(language).stream()).toList();
  }
}
