package dev.afterglow.adapters;

import dev.afterglow.remote.templates.TemplateRefused;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** What is wrong with one setting of an engine. Whoever tells people finds the words. */
public sealed interface OptionProblem {
  /** The setting, as it stands under the engine's name. */
  String option();

  /**
   * Something that a text says.
   *
   * @param text the key of the text
   * @param details what that text speaks of
   */
  record Said(String option, String text, List<String> details) implements OptionProblem {
    public Said {
      details = List.copyOf(details);
    }
  }

  /** A word that is none of those that there are. */
  record Unknown(String option, String word, List<String> known) implements OptionProblem {
    public Unknown {
      known = List.copyOf(known);
    }
  }

  /**
   * A setting that has to be written.
   *
   * @param known what may stand there
   * @param twin another setting that will do; empty if there is none
   */
  record Missing(String option, List<String> known, String twin) implements OptionProblem {
    public Missing {
      known = List.copyOf(known);
    }
  }

  /** A description that cannot be used, with everything that is wrong with it. */
  record Described(String option, TemplateRefused refused) implements OptionProblem {}

  /** See {@link Said}. */
  static OptionProblem of(String option, String text, Object... details) {
    return new Said(option, text, Arrays.stream(details).map(String::valueOf).toList());
  }

  /** See {@link Described}. */
  static OptionProblem of(String option, TemplateRefused refused) {
    return new Described(option, refused);
  }

  /** See {@link Unknown}. */
  static OptionProblem unknown(String option, String word, Collection<String> known) {
    return new Unknown(option, word, known.stream().sorted().toList());
  }
}
