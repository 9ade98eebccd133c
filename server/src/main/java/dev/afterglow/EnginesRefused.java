package dev.afterglow;

import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.remote.templates.TemplateRefused;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;

/** Engines that cannot be opened as the operator wrote them down, with everything that is wrong. */
final class EnginesRefused extends IOException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** Why one engine cannot be opened. */
  record Problem(String engine, Exception cause) {}

  EnginesRefused(List<Problem> problems) {
    super(String.join("\n", lines(problems, "en")));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each problem, naming its engine. */
  List<String> lines(String language) {
    return lines(problems, language);
  }

  private static List<String> lines(List<Problem> problems, String language) {
    ProgramTexts texts = ProgramTexts.in(language);
    return problems.stream()
        .flatMap(problem ->
            sentences(problem.cause(), texts, language)
                .map(line -> "engines." + problem.engine() + ": " + line))
        .toList();
  }

  private static Stream<String> sentences(Exception cause, ProgramTexts texts, String language) {
    return switch (cause) {
      case TemplateRefused refused -> refused.lines(language).stream();
      case NoSuchFileException e -> Stream.of(texts.text("engines.file-missing", e.getFile()));
      case AccessDeniedException e -> Stream.of(texts.text("engines.file-denied", e.getFile()));
      default -> Stream.of(String.valueOf(cause.getMessage()));
    };
  }
}
