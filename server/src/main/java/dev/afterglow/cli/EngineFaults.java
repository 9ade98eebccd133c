package dev.afterglow.cli;

import dev.afterglow.adapters.EnginesRefused;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;

/** Why engines cannot be opened, in the operator's language. */
public final class EngineFaults {
  private EngineFaults() {}

  /** One sentence for each problem, naming its engine. */
  public static List<String> lines(EnginesRefused refused, Language language) {
    Texts texts = ProgramTexts.in(language);
    return refused.problems().stream()
        .flatMap(problem ->
            sentences(problem.cause(), texts, language)
                .map(line -> "engines." + problem.engine() + ": " + line))
        .toList();
  }

  private static Stream<String> sentences(Exception cause, Texts texts, Language language) {
    return switch (cause) {
      case TemplateRefused refused -> refused.lines(language).stream();
      case NoSuchFileException e -> Stream.of(texts.text("engines.file-missing", e.getFile()));
      case AccessDeniedException e -> Stream.of(texts.text("engines.file-denied", e.getFile()));
      default -> Stream.of(String.valueOf(cause.getMessage()));
    };
  }
}
