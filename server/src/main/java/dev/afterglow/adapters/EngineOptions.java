package dev.afterglow.adapters;

import dev.afterglow.config.EngineSettings;
import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Size;
import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.GridOptions;
import dev.afterglow.remote.templates.TemplateRefused;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what engines of several types have in common. */
final class EngineOptions {
  private EngineOptions() {}

  /** Reads a description of the operator's own. */
  interface Own<T> {
    T read(Path file) throws TemplateRefused;
  }

  /**
   * The description that an option names, or the one in the file that its twin names.
   *
   * @param option such as {@code model}; its twin is {@code model-file}
   * @param usual the shipped one that is meant where neither is written; empty for none
   */
  static <T> T described(EngineSettings engine, String option, String usual, Descriptions<T> all)
      throws EngineRefused {
    Optional<String> name = engine.text(option);
    Optional<Path> file = engine.file(option + "-file");
    if (name.isPresent() && file.isPresent()) {
      throw refused(option + "-file", "option.both", option);
    }
    if (name.isEmpty() && file.isEmpty() && usual.isEmpty()) {
      throw new EngineRefused(new OptionProblem.Missing(option, all.names(), option + "-file"));
    }
    try {
      return file.isPresent() ? all.read(file.get()) : all.shipped(name.orElse(usual));
    } catch (TemplateRefused e) {
      throw new EngineRefused(OptionProblem.of(file.isPresent() ? option + "-file" : option, e));
    }
  }

  /**
   * The variant of a protocol that {@code flavour} names: a shipped one, or the path of a file.
   *
   * @param shipped the names of those that are shipped
   */
  static <T> T flavoured(
      EngineSettings engine,
      String usual,
      List<String> shipped,
      Function<String, T> named,
      Own<T> own)
      throws EngineRefused {
    String word = engine.text("flavour").orElse(usual);
    if (shipped.contains(word)) {
      return named.apply(word);
    }
    Path file = engine.directory().resolve(word);
    if (!word.contains(".") && !word.contains("/") && !Files.exists(file)) {
      throw new EngineRefused(OptionProblem.unknown("flavour", word, shipped));
    }
    try {
      return own.read(file);
    } catch (TemplateRefused e) {
      throw new EngineRefused(OptionProblem.of("flavour", e));
    }
  }

  /**
   * What an engine makes, in the operator's words where there are any.
   *
   * @param template what its adapter knows
   */
  static Capabilities capabilities(EngineSettings engine, Capabilities template)
      throws EngineRefused {
    if (engine.offer().chain() && !template.fromPicture()) {
      throw refused("chain", "option.chain");
    }
    return grid(engine).over(template);
  }

  /** An option that must be written. */
  static String needed(EngineSettings engine, String option) throws EngineRefused {
    return engine.text(option).orElseThrow(() -> refused(option, "option.missing"));
  }

  /** An option of a shape, if it is written. */
  static Optional<String> shaped(
      EngineSettings engine, String option, Pattern shape, String expected) throws EngineRefused {
    Optional<String> text = engine.text(option);
    if (text.filter(given -> !shape.matcher(given).matches()).isPresent()) {
      throw refused(option, expected, text.get());
    }
    return text;
  }

  /** What is said of one option. */
  static EngineRefused refused(String option, String key, Object... details) {
    return new EngineRefused(OptionProblem.of(option, key, details));
  }

  /** A file that cannot be read. */
  static EngineRefused unreadable(String option, IOException fault) {
    return switch (fault) {
      case NoSuchFileException e -> refused(option, "engines.file-missing", e.getFile());
      case AccessDeniedException e -> refused(option, "engines.file-denied", e.getFile());
      default -> refused(option, "option.unreadable", String.valueOf(fault.getMessage()));
    };
  }

  static GridOptions grid(EngineSettings engine) {
    List<Size> sizes = engine.offer().sizes().stream().map(EngineOptions::size).toList();
    List<Integer> seconds = engine.offer().seconds();
    return new GridOptions(
        Optional.of(sizes).filter(list -> !list.isEmpty()),
        Optional.of(seconds).filter(list -> !list.isEmpty()),
        engine.offer().chain());
  }

  static Capacity capacity(EngineSettings engine) {
    EngineSettings.Rates rates = engine.rates();
    return new Capacity(rates.concurrency(), rates.submitsPerMinute(), rates.pollsPerSecond());
  }

  private static Size size(String text) {
    String[] sides = text.split("x", -1);
    return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }
}
