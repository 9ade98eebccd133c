package dev.afterglow.remote.templates;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Texts;
import java.util.List;
import java.util.Locale;

/** A template file that cannot be used, with everything that is wrong with it. */
public final class TemplateRefused extends Exception {
  private static final long serialVersionUID = 1;
  private static final Messages MESSAGES = Messages.load("/dev/afterglow/remote/templates/texts");

  private final String file;
  private final transient List<Problem> problems;

  /**
   * @param file the file's path, or the name of a template that is shipped
   */
  public TemplateRefused(String file, List<Problem> problems) {
    super(String.join("\n", lines(file, problems, Language.EN)));
    this.file = file;
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }

  /** The same for people, a line for each. */
  public List<String> lines(Language language) {
    return lines(file, problems, language);
  }

  private static List<String> lines(String file, List<Problem> problems, Language language) {
    Texts texts = MESSAGES.in(language);
    return problems.stream().map(problem -> line(texts, file, problem)).toList();
  }

  private static String line(Texts texts, String file, Problem problem) {
    String accepted =
        problem.accepted().isEmpty()
            ? ""
            : texts.text("accepted." + problem.accepted(), listed(texts, problem));
    String key = problem.kind().name().toLowerCase(Locale.ROOT);
    String where =
        problem.place().isEmpty() ? file : texts.text("problem.place", file, problem.place());
    return texts.text("problem." + key, where, problem.value(), accepted);
  }

  /** The details, with what the language has between the words of a list. */
  private static Object[] listed(Texts texts, Problem problem) {
    String between = texts.raw("list.between");
    return problem.details().stream().map(detail -> detail.replace(", ", between)).toArray();
  }
}
