package dev.afterglow.cli;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Texts;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operator's commands say. */
record OperatorTexts(Texts texts) {
  private static final Messages MESSAGES = Messages.load("/dev/afterglow/cli/texts");
  private static final Pattern BYTES = Pattern.compile("(\\d+) bytes");

  /** The texts of a language. */
  static OperatorTexts in(Language language) {
    return new OperatorTexts(MESSAGES.in(language));
  }

  /** All texts, for the usage help. */
  ResourceBundle bundle() {
    return texts.bundle();
  }

  /** One text with its gaps filled. */
  String text(String key, List<String> details) {
    return texts.text(key, details.toArray());
  }

  /** Words of which one is to be chosen. */
  String choice(List<String> words) {
    return texts.choice(words);
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
      return texts.text("value.bytes", bytes.group(1));
    }
    String key = "value." + list + "." + word.replace(' ', '_');
    return texts.has(key) ? texts.raw(key) : word;
  }

  /** The heading of a column. */
  String heading(String field) {
    return texts.raw("column." + field);
  }
}
