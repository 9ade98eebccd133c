package dev.afterglow.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every key of an engine. The README's table of engines is made from this list. */
final class EngineKeys {
  static final String SECRET = "[ -~]{1,8192}";

  static final Key<Optional<EngineType>> TYPE =
      common("type", Kinds.optional(Kinds.oneOf(EngineType.class)), "");
  static final Key<Optional<URI>> URL = common("url", Kinds.baseUrl(), "");
  static final Key<Optional<Secret>> KEY = common("key", Kinds.secret("secret", SECRET), "");
  static final Key<Optional<Path>> KEY_FILE = common("key-file", Kinds.optional(Kinds.path()), "");
  static final Key<Optional<Integer>> CONCURRENCY =
      common("concurrency", Kinds.optional(Kinds.wholeNumber(1, 100_000)), "");
  static final Key<Integer> SUBMITS =
      common("submits-per-minute", Kinds.wholeNumber(1, 1_000_000), "600");
  static final Key<Integer> POLLS = common("polls-per-second", Kinds.wholeNumber(1, 100_000), "20");
  static final Key<Optional<Duration>> DEADLINE =
      common(
          "deadline",
          Kinds.optional(Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(30))),
          "");
  static final Key<Optional<Long>> PRICE = common("price", Kinds.optional(Kinds.usd()), "");
  static final Key<List<Integer>> SECONDS = common("seconds", Kinds.wholeNumbers(1, 3_600), "");
  static final Key<List<String>> SIZES = common("sizes", Kinds.sizes(), "");
  static final Key<Boolean> CHAIN = common("chain", Kinds.yesNo(), "false");
  static final Key<Duration> MAX_OVERSHOOT =
      common("max-overshoot", Kinds.duration(Duration.ZERO, Duration.ofMinutes(1)), "2s");
  static final Key<Optional<Secret>> PROXY = common("proxy", Kinds.proxy(), "");
  static final Key<Optional<Path>> CA_FILE = common("ca-file", Kinds.optional(Kinds.path()), "");

  /** What every type has. */
  static final List<Key<?>> COMMON =
      List.of(
          TYPE,
          URL,
          KEY,
          KEY_FILE,
          CONCURRENCY,
          SUBMITS,
          POLLS,
          DEADLINE,
          PRICE,
          SECONDS,
          SIZES,
          CHAIN,
          MAX_OVERSHOOT,
          PROXY,
          CA_FILE);

  /** What only some types have; their adapters read the texts. */
  static final List<Option> OPTIONS =
      List.of(
          new Option("flavour", Kinds.text(), EngineType.OPENAI, EngineType.RELAY),
          new Option("flavour", Kinds.word("gemini", "vertex"), EngineType.GEMINI),
          new Option(
              "model",
              Kinds.text(),
              EngineType.OPENAI,
              EngineType.FAL,
              EngineType.DASHSCOPE,
              EngineType.ARK,
              EngineType.KLING,
              EngineType.GEMINI,
              EngineType.RELAY,
              EngineType.TEMPLATE,
              EngineType.SDCPP,
              EngineType.COG),
          new Option(
              "model-file",
              Kinds.path(),
              EngineType.FAL,
              EngineType.DASHSCOPE,
              EngineType.ARK,
              EngineType.KLING,
              EngineType.GEMINI,
              EngineType.SDCPP,
              EngineType.COG),
          new Option(
              "model-id",
              Kinds.text(),
              EngineType.DASHSCOPE,
              EngineType.ARK,
              EngineType.KLING,
              EngineType.GEMINI),
          new Option("picture-model", Kinds.text(), EngineType.TEMPLATE),
          new Option("family", Kinds.text(), EngineType.OPENAI),
          new Option("family-file", Kinds.path(), EngineType.OPENAI),
          new Option("fps", Kinds.wholeNumber(1, 240), EngineType.OPENAI),
          new Option("idempotent", Kinds.yesNo(), EngineType.RELAY),
          new Option("template", Kinds.text(), EngineType.TEMPLATE, EngineType.COMMAND),
          new Option("template-file", Kinds.path(), EngineType.TEMPLATE, EngineType.COMMAND),
          new Option("workflow", Kinds.text(), EngineType.COMFYUI),
          new Option("workflow-file", Kinds.path(), EngineType.COMFYUI),
          new Option(
              "keep", Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(30)), EngineType.FAL),
          new Option("region", Kinds.text(), EngineType.DASHSCOPE),
          new Option("workspace", Kinds.text(), EngineType.DASHSCOPE),
          new Option("access-key", Kinds.secret("secret", SECRET), EngineType.KLING),
          new Option("secret-key", Kinds.secret("secret", SECRET), EngineType.KLING),
          new Option("service-account", Kinds.path(), EngineType.GEMINI),
          new Option("project", Kinds.text(), EngineType.GEMINI),
          new Option("location", Kinds.text(), EngineType.GEMINI),
          new Option("storage", Kinds.text(), EngineType.GEMINI),
          new Option(
              "timeout",
              Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
              EngineType.COG,
              EngineType.COMMAND),
          new Option("keep-running", Kinds.yesNo(), EngineType.COMMAND),
          new Option("environment", Kinds.structure(), EngineType.COMMAND),
          new Option(
              "poll-interval",
              Kinds.duration(Duration.ofMillis(100), Duration.ofHours(1)),
              EngineType.values()),
          new Option("frame-rate", Kinds.wholeNumber(1, 240), EngineType.values()));

  private EngineKeys() {}

  /**
   * A key of some types.
   *
   * @param types those that have it
   */
  record Option(Key<?> key, Set<EngineType> types) {
    Option(String name, Kind<?> kind, EngineType... types) {
      this(new Key<>("engines.*." + name, kind, ""), Set.of(types));
    }

    String name() {
      return key.name().substring("engines.*.".length());
    }
  }

  /** Every key of every type. */
  static Stream<Key<?>> all() {
    return Stream.concat(COMMON.stream(), OPTIONS.stream().map(Option::key));
  }

  /** The options of a type. */
  static List<Option> options(EngineType type) {
    return OPTIONS.stream().filter(option -> option.types().contains(type)).toList();
  }

  /** An option by its name, of whichever type it is first. */
  static Key<?> option(String name) {
    return OPTIONS.stream()
        .filter(option -> option.name().equals(name))
        .findFirst()
        .orElseThrow()
        .key();
  }

  /** The names of all keys of a type, as written under the name of an engine. */
  static List<String> names(EngineType type) {
    return Stream.concat(
            COMMON.stream().map(key -> key.name().substring("engines.*.".length())),
            options(type).stream().map(Option::name))
        .toList();
  }

  /** The words of all types. */
  static List<String> types() {
    return Arrays.stream(EngineType.values()).map(EngineType::word).toList();
  }

  private static <T> Key<T> common(String name, Kind<T> kind, String standard) {
    return new Key<>("engines.*." + name, kind, standard);
  }
}
