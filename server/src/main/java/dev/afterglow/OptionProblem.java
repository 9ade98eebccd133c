package dev.afterglow;

import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.text.Similar;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Why an engine cannot be opened as it is written down.
 *
 * @param option the setting that is wrong, as it stands under the engine's name
 * @param sentences what is wrong with it, by language
 */
record OptionProblem(String option, Function<String, List<String>> sentences) {
  /**
   * Of the program's own knowledge.
   *
   * @param key the key of the text that says it
   */
  static OptionProblem of(String option, String key, Object... details) {
    return new OptionProblem(
        option, language -> List.of(ProgramTexts.in(language).text(key, details)));
  }

  /** A description that cannot be used, with everything that is wrong with it. */
  static OptionProblem of(String option, TemplateRefused refused) {
    return new OptionProblem(option, refused::lines);
  }

  /** A word that is none of those that there are. */
  static OptionProblem unknown(String option, String word, Collection<String> known) {
    List<String> similar = Similar.to(word, known);
    return similar.isEmpty()
        ? new OptionProblem(
            option,
            language -> {
              ProgramTexts texts = ProgramTexts.in(language);
              return List.of(
                  texts.text("option.unknown", word, texts.list(known.stream().sorted().toList())));
            })
        : of(option, "option.similar", word, similar.getFirst());
  }
}
