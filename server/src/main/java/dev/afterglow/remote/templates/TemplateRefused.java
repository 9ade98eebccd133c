package dev.afterglow.remote.templates;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template file that cannot be used, with everything that is wrong with it. */
public final class TemplateRefused extends Exception {
  private static final long serialVersionUID = 1;
  private static final Pattern GAP = Pattern.compile("\\{(\\d)}");

  private final String file;
  private final transient List<Problem> problems;

  /**
   * @param file the file's path, or the name of a template that is shipped
   */
  public TemplateRefused(String file, List<Problem> problems) {
    super(String.join("\n", lines(file, problems, "en")));
    this.file = file;
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * The same for people, a line for each.
   *
   * @param language {@code zh} or {@code en}
   */
  public List<String> lines(String language) {
    return lines(file, problems, language);
  }

  private static List<String> lines(String file, List<Problem> problems, String language) {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "dev.afterglow.remote.templates.texts",
            language.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return problems.stream().map(problem -> line(texts, file, problem)).toList();
  }

  private static String line(ResourceBundle texts, String file, Problem problem) {
    String accepted =
        problem.accepted().isEmpty()
            ? ""
            : filled(texts.getString("accepted." + problem.accepted()), listed(texts, problem));
    String key = problem.kind().name().toLowerCase(Locale.ROOT);
    String where =
        problem.place().isEmpty()
            ? file
            : filled(texts.getString("problem.place"), List.of(file, problem.place()));
    return filled(texts.getString("problem." + key), List.of(where, problem.value(), accepted));
  }

  /** The details, with what the language has between the words of a list. */
  private static List<String> listed(ResourceBundle texts, Problem problem) {
    String between = texts.getString("list.between");
    return problem.details().stream().map(detail -> detail.replace(", ", between)).toList();
  }

  private static String filled(String text, List<String> details) {
    return GAP.matcher(text)
        .replaceAll(gap -> Matcher.quoteReplacement(details.get(Integer.parseInt(gap.group(1)))));
  }
}
