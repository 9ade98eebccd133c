package dev.afterglow.cli;

import dev.afterglow.text.Language;
import java.nio.file.Path;
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

  CommonOptions(Language language) {
    this.language = language;
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

  /** Of everything that the command says. */
  Language language() {
    return language;
  }
}
