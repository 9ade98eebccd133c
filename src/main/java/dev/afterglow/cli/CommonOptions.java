package dev.afterglow.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What every command of the operator understands. */
final class CommonOptions {
  @Option(names = "--json", descriptionKey = "option.json")
  private boolean json;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
  private Path dataDirectory;

  @Option(names = "--lang", paramLabel = "LANG", descriptionKey = "option.lang")
  private Language language;

  CommonOptions(Path dataDirectory, String language) {
    this.dataDirectory = dataDirectory;
    this.language = Language.of(language);
  }

  boolean json() {
    return json;
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  /** {@code zh} or {@code en}. */
  String language() {
    return language.name();
  }

  /** The languages of the program, by the names that the command line takes. */
  private enum Language {
    zh,
    en;

    static Language of(String tag) {
      return tag.toLowerCase(Locale.ROOT).startsWith("zh") ? zh : en;
    }
  }
}
