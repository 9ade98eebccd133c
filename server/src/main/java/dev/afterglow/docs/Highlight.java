package dev.afterglow.docs;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Colours for code: texts, names of members, comments. One rule for all languages, since what a
 * reader looks for in a request is the same in each.
 */
final class Highlight {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<member>\"[A-Za-z_][\\w.-]*\"(?=\\s*(?::|=>)))"
              + "|(?<text>\"(?:\\\\.|[^\"\\\\\\n])*\"|`[^`\\n]*`)"
              + "|(?<comment>(?<=^|\\s)(?:#|//)(?=[ !]).*$)"
              + "|(?<option>(?<=\\s)--?[a-zA-Z][\\w-]*)",
          Pattern.MULTILINE);

  /** Where a dash before a word is an option of a command. */
  private static final Set<String> SHELLS = Set.of("bash", "sh", "console");

  /** Where nothing is coloured. */
  private static final Set<String> PLAIN = Set.of("", "text");

  private Highlight() {}

  /** The HTML of a piece of code. */
  static String html(String code, String language) {
    if (PLAIN.contains(language)) {
      return Html.escaped(code);
    }
    StringBuilder html = new StringBuilder(code.length() * 2);
    Matcher token = TOKEN.matcher(code);
    int end = 0;
    while (token.find()) {
      String style = style(token, language);
      html.append(Html.escaped(code.substring(end, token.start())));
      String text = Html.escaped(token.group());
      html.append(style.isEmpty() ? text : "<span class=\"" + style + "\">" + text + "</span>");
      end = token.end();
    }
    return html.append(Html.escaped(code.substring(end))).toString();
  }

  private static String style(Matcher token, String language) {
    if (token.group("member") != null) {
      return "k";
    }
    if (token.group("text") != null) {
      return "s";
    }
    if (token.group("comment") != null) {
      boolean preprocessor = language.equals("c") && token.group().startsWith("#");
      return language.equals("json") || preprocessor ? "" : "c";
    }
    return SHELLS.contains(language) ? "k" : "";
  }
}
