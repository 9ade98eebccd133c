package dev.afterglow.cli;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the commands say, in Chinese or English. */
final class Texts {
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

  /** The heading of a column. */
  String heading(String field) {
    return bundle.getString("column." + field);
  }
}
