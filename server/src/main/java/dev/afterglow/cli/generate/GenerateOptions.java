package dev.afterglow.cli.generate;

import dev.afterglow.text.Language;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code afterglow generate} understands. Values for the server are the server's to check. */
final class GenerateOptions {
  @Parameters(arity = "0..1", paramLabel = "PROMPT", descriptionKey = "generate.prompt")
  private @Nullable String prompt;

  @Option(names = "--task", paramLabel = "ID", descriptionKey = "generate.task")
  private @Nullable String task;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      descriptionKey = "generate.output")
  private @Nullable Path output;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "sora-2",
      descriptionKey = "generate.model")
  private String model = "sora-2";

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "4",
      descriptionKey = "generate.duration")
  private int duration = 4;

  @Option(
      names = "--resolution",
      paramLabel = "RESOLUTION",
      defaultValue = "720p",
      descriptionKey = "generate.resolution")
  private String resolution = "720p";

  @Option(
      names = "--aspect-ratio",
      paramLabel = "RATIO",
      defaultValue = "16:9",
      descriptionKey = "generate.aspect-ratio")
  private String aspectRatio = "16:9";

  @Option(names = "--image", paramLabel = "FILE|URL", descriptionKey = "generate.image")
  private @Nullable String image;

  @Option(names = "--server", paramLabel = "URL", descriptionKey = "generate.server")
  private @Nullable String server;

  @Option(names = "--key", paramLabel = "KEY", descriptionKey = "generate.key")
  private @Nullable String key;

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
  private @Nullable Path data;

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "option.config")
  private @Nullable Path config;

  @Option(names = "--lang", paramLabel = "zh|en", descriptionKey = "option.lang")
  private @Nullable String language;

  Optional<String> prompt() {
    return Optional.ofNullable(prompt);
  }

  Optional<String> task() {
    return Optional.ofNullable(task);
  }

  Optional<Path> output() {
    return Optional.ofNullable(output);
  }

  String model() {
    return model;
  }

  int seconds() {
    return duration;
  }

  String resolution() {
    return resolution;
  }

  String aspectRatio() {
    return aspectRatio;
  }

  Optional<String> image() {
    return Optional.ofNullable(image);
  }

  Optional<String> server() {
    return Optional.ofNullable(server);
  }

  Optional<String> key() {
    return Optional.ofNullable(key);
  }

  Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  Optional<String> language() {
    return Optional.ofNullable(language);
  }

  /** The language, if it is one that the program speaks. */
  Optional<Language> knownLanguage() {
    return language().flatMap(Language::named);
  }

  /** The reference image where it is a file of this machine and not an address. */
  Optional<Path> imageFile() {
    return image().filter(text -> !text.matches("(https?://|data:).*")).map(Path::of);
  }

  /** The message key that says what is wrong with these options together. */
  Optional<String> fault() {
    if (prompt().isPresent() == task().isPresent()) {
      return Optional.of("generate.what");
    }
    if (language().isPresent() && knownLanguage().isEmpty()) {
      return Optional.of("generate.language");
    }
    if (server().filter(text -> !isWebAddress(text)).isPresent()) {
      return Optional.of("generate.address");
    }
    if (key().isPresent() && server().isEmpty()) {
      return Optional.of("generate.keyed");
    }
    if (server().isPresent() && (data().isPresent() || config().isPresent())) {
      return Optional.of("generate.two");
    }
    return Optional.empty();
  }

  private static boolean isWebAddress(String text) {
    try {
      URI address = new URI(text);
      return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
          && address.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
