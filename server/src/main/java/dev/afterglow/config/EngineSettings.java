package dev.afterglow.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * One engine as the operator wrote it down.
 *
 * @param name unique in a server: lower-case letters, digits, dashes
 * @param url where it is; empty for the vendor's usual address, and for programs
 * @param key what it knows us by, from the file itself, a variable or a file
 * @param offer which films it may be asked for, where that is less than its adapter knows
 * @param deadline how long it may keep a job; empty for the one of all engines
 * @param priceMicros what a second of film costs the operator, in micro-dollars
 * @param way how it is reached
 * @param options what only its type knows, by name: checked texts, structures as JSON
 * @param file where it is written down; relative paths in the options begin beside it
 */
public record EngineSettings(
    String name,
    EngineType type,
    Optional<URI> url,
    Optional<Secret> key,
    Rates rates,
    Offer offer,
    Optional<Duration> deadline,
    OptionalLong priceMicros,
    Way way,
    Map<String, String> options,
    Path file) {
  public EngineSettings {
    options = Map.copyOf(options);
  }

  /** What relative paths in the options begin at. */
  public Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** Without the options, among which are secrets. */
  @Override
  public String toString() {
    return "engine " + name + " of type " + type.word();
  }

  /** What the operator wrote for an option. */
  public Optional<String> text(String option) {
    return Optional.ofNullable(options.get(option));
  }

  /** The same as a duration. */
  public Optional<Duration> duration(String option) {
    return text(option).map(Kinds.duration(Duration.ZERO, Duration.ofDays(365)).reader());
  }

  /** The same as a whole number. */
  public OptionalInt number(String option) {
    return text(option).stream().mapToInt(Integer::parseInt).findFirst();
  }

  /** Whether an option is written and true. */
  public boolean is(String option) {
    return text(option).filter("true"::equals).isPresent();
  }

  /**
   * The same as names with values; empty where nothing is written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public Map<String, String> texts(String option) {
    Map<String, String> texts = new TreeMap<>();
    if (text(option).isPresent()) {
      JsonNode node = json(option);
      if (!node.isObject() || node.valueStream().anyMatch(value -> !value.isValueNode())) {
        throw new IllegalArgumentException(option + ": expected names with values");
      }
      node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    }
    return texts;
  }

  /** Whether the option is names with values, or not written. */
  public boolean isTexts(String option) {
    try {
      texts(option);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private JsonNode json(String option) {
    try {
      return new ObjectMapper().readTree(text(option).orElse(""));
    } catch (JacksonException _) {
      throw new IllegalArgumentException(option + ": expected names with values");
    }
  }

  /** The same as a file, which is looked for beside the settings unless its path is absolute. */
  public Optional<Path> file(String option) {
    return text(option).map(directory()::resolve);
  }

  /**
   * How much it is asked.
   *
   * @param concurrency jobs at once, at least 1
   */
  public record Rates(int concurrency, int submitsPerMinute, int pollsPerSecond) {}

  /**
   * Which films it may be asked for.
   *
   * @param seconds lengths it makes; empty for those its adapter knows
   * @param sizes widths and heights it makes, such as {@code 1280x720}; empty for those its adapter
   *     knows
   * @param chain whether longer films are made of several, each from the last picture before
   * @param maxOvershoot how much longer than ordered a film may be before it is trimmed
   */
  public record Offer(
      List<Integer> seconds, List<String> sizes, boolean chain, Duration maxOvershoot) {
    public Offer {
      seconds = List.copyOf(seconds);
      sizes = List.copyOf(sizes);
    }
  }

  /**
   * How it is reached.
   *
   * @param proxy the address of an HTTP proxy, which may hold a password
   * @param caFile certificates in PEM that are trusted besides the platform's
   */
  public record Way(Optional<Secret> proxy, Optional<Path> caFile) {}
}
