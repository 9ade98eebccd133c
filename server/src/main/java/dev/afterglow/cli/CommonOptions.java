package dev.afterglow.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command of the operator understands. */
final class CommonOptions {
  @Option(names = "--json", descriptionKey = "option.json")
  private boolean json;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
  private @Nullable Path data;

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "option.config")
  private @Nullable Path config;

  @Option(names = "--lang", paramLabel = "zh|en", descriptionKey = "option.lang")
  private Language language;

  CommonOptions(String language) {
    this.language = Language.of(language);
  }

  boolean json() {
    return json;
  }

  Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  Optional<Path> config() {
    return Optional.ofNullable(config);
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
