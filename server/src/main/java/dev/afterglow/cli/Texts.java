package dev.afterglow.cli;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the commands say, in Chinese or English. */
final class Texts {
  private static final Pattern BYTES = Pattern.compile("(\\d+) bytes");

  private final ResourceBundle bundle;

  private Texts(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /** The texts of a language; English for every language but Chinese. */
  static Texts in(String language) {
    Locale locale = language.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH;
    return new Texts(
        ResourceBundle.getBundle(
            "dev.afterglow.cli.texts",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** All texts, for the usage help. */
  ResourceBundle bundle() {
    return bundle;
  }

  /** One text with its gaps filled. */
  String text(String key, List<String> details) {
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(details.toArray());
  }

  /** Words of which one is to be chosen. */
  String choice(List<String> words) {
    int last = words.size() - 1;
    String between = bundle.getString("list.between");
    return last < 1
        ? String.join(between, words)
        : String.join(between, words.subList(0, last))
            + bundle.getString("list.last")
            + words.get(last);
  }

  /**
   * A word of a result in the language of its reader; what is none of ours, such as a reason that
   * an operator gave, stays as it is.
   *
   * @param list the words among which it is one, such as {@code status}
   */
  String word(String list, String word) {
    Matcher bytes = BYTES.matcher(word);
    if (bytes.matches()) {
      return text("value.bytes", List.of(bytes.group(1)));
    }
    String key = "value." + list + "." + word.replace(' ', '_');
    return bundle.containsKey(key) ? bundle.getString(key) : word;
  }

  /** The heading of a column. */
  String heading(String field) {
    return bundle.getString("column." + field);
  }
}
