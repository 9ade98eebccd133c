package dev.afterglow.adapters;

import dev.afterglow.config.EngineSettings;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Size;
import dev.afterglow.remote.templates.GridOptions;
import dev.afterglow.remote.templates.TemplateRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what engines of several types have in common. */
final class EngineOptions {
  private EngineOptions() {}

  /** Reads a description that is shipped under a name. */
  interface Shipped<T> {
    T named(String name) throws TemplateRefused;
  }

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
  static <T> T described(
      EngineSettings engine, String option, String usual, Shipped<T> shipped, Own<T> own)
      throws TemplateRefused {
    Optional<String> name = engine.text(option);
    Optional<Path> file = engine.file(option + "-file");
    if (name.isPresent() && file.isPresent()) {
      throw new IllegalArgumentException(
          option + "-file: write either this or " + option + ", not both");
    }
    if (file.isPresent()) {
      return own.read(file.get());
    }
    if (name.isEmpty() && usual.isEmpty()) {
      throw new IllegalArgumentException(
          option + ": missing (expected: a shipped name, or " + option + "-file)");
    }
    return shipped.named(name.orElse(usual));
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
