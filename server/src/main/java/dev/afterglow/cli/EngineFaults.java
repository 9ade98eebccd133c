package dev.afterglow.cli;

import dev.afterglow.adapters.Engines;
import dev.afterglow.adapters.EnginesRefused;
import dev.afterglow.adapters.EnginesRefused.Problem;
import dev.afterglow.adapters.OptionProblem;
import dev.afterglow.adapters.StoreRefused;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.config.Environment;
import dev.afterglow.config.SettingsRefused;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.text.Language;
import dev.afterglow.text.Similar;
import dev.afterglow.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Why engines cannot be opened, in the operator's language. */
public final class EngineFaults {
  private EngineFaults() {}

  /** One sentence for each problem, naming its setting. */
  public static List<String> lines(EnginesRefused refused, Language language) {
    return refused.problems().stream().flatMap(one -> lines(one, language).stream()).toList();
  }

  /**
   * Everything that is wrong with settings, in one list: what their reader says, and then what is
   * wrong with the engines that could be read all the same.
   */
  static List<String> lines(SettingsRefused refused, Environment around, Language language) {
    List<String> lines = new ArrayList<>(refused.lines(language));
    Set<String> told = refused.names();
    for (Problem problem : Engines.problems(refused.engines(), around)) {
      if (!told.contains(problem.path())) {
        lines.addAll(lines(problem, language));
      }
    }
    return lines;
  }

  /** Why the store of objects cannot be opened. */
  public static List<String> lines(StoreRefused refused, Language language) {
    Texts texts = ProgramTexts.in(language);
    String option = "store." + refused.problem().option();
    return sentences(refused.problem(), texts, language).stream()
        .map(sentence -> option + ": " + sentence)
        .toList();
  }

  private static List<String> lines(Problem problem, Language language) {
    Texts texts = ProgramTexts.in(language);
    return sentences(problem.what(), texts, language).stream()
        .map(sentence -> texts.text("option.place", problem.path(), problem.file(), sentence))
        .toList();
  }

  private static List<String> sentences(OptionProblem problem, Texts texts, Language language) {
    return switch (problem) {
      case OptionProblem.Said(_, String text, List<String> details) ->
          List.of(texts.text(text, details.toArray()));
      case OptionProblem.Unknown(_, String word, List<String> known) ->
          List.of(unknown(word, known, texts));
      case OptionProblem.Described(_, TemplateRefused refused) -> refused.lines(language);
    };
  }

  private static String unknown(String word, List<String> known, Texts texts) {
    List<String> similar = Similar.to(word, known);
    return similar.isEmpty()
        ? texts.text("option.unknown", word, texts.list(known))
        : texts.text("option.similar", word, similar.getFirst());
  }
}
