package dev.afterglow.cli.terminal;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the program says to people, in Chinese or English. */
public final class ProgramTexts {
  private final ResourceBundle bundle;

  private ProgramTexts(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /** The texts of a language; English for every language but Chinese. */
  public static ProgramTexts in(String language) {
    Locale locale = language.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH;
    return new ProgramTexts(
        ResourceBundle.getBundle(
            "dev.afterglow.cli.terminal.program",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** All texts, for the usage help. */
  public ResourceBundle bundle() {
    return bundle;
  }

  /** Words of a list. */
  public String list(List<String> words) {
    return String.join(bundle.getString("list.between"), words);
  }

  /** Words of which one is to be chosen. */
  public String choice(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? list(words)
        : list(words.subList(0, last)) + bundle.getString("list.last") + words.get(last);
  }

  /** One text with its gaps filled. */
  public String text(String key, Object... details) {
    Object[] words = new Object[details.length];
    for (int i = 0; i < details.length; i++) {
      words[i] = String.valueOf(details[i]);
    }
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(words);
  }
}
