package dev.afterglow.config;

import dev.afterglow.config.EngineType.Need;
import dev.afterglow.config.ModelSettings.Candidate;
import dev.afterglow.text.Similar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads the sections {@code engines} and {@code models} of the file, whose names are the operator's
 * own, and collects what is wrong with them.
 */
final class EngineSections {
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,30}";
  private static final int LONGEST_SECRET_FILE = 64 << 10;

  private final String place;
  private final Path directory;
  private final Variables variables;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, EngineSettings> engines = new LinkedHashMap<>();
  private final Set<String> named = new LinkedHashSet<>(Set.of(ModelSettings.PREVIEW));
  private final Map<String, List<Candidate>> models = new LinkedHashMap<>();
  private final List<InForce> lines = new ArrayList<>();

  /**
   * @param place the file
   * @param directory what relative paths in it begin at
   */
  EngineSections(String place, Path directory, Variables variables) {
    this.place = place;
    this.directory = directory;
    this.variables = variables;
  }

  /** Reads both; what is missing counts as empty. */
  EngineSections read(JsonNode engineSection, JsonNode modelSection) {
    if (isSection("engines", engineSection, "problem.engine-form")) {
      engineSection.properties().forEach(entry -> engine(entry.getKey(), entry.getValue()));
    }
    if (isSection("models", modelSection, "problem.model-form")) {
      modelSection.properties().forEach(entry -> model(entry.getKey(), entry.getValue()));
    }
    return this;
  }

  /** In the order of the file. */
  List<EngineSettings> engines() {
    return List.copyOf(engines.values());
  }

  ModelSettings models() {
    return new ModelSettings(models);
  }

  List<Problem> problems() {
    return problems;
  }

  /** Every value, secrets masked and variables by their names. */
  List<InForce> lines() {
    return lines;
  }

  private boolean isSection(String name, JsonNode node, String form) {
    if (node.isNull() || node.isMissingNode()) {
      return false;
    }
    if (!node.isObject()) {
      refuse(name, form);
    }
    return node.isObject();
  }

  private void engine(String name, JsonNode node) {
    String path = "engines." + name;
    named.add(name);
    if (!name.matches(NAME) || name.equals(ModelSettings.PREVIEW)) {
      refuse(path, "problem.engine-name");
    } else if (!node.isObject()) {
      refuse(path, "problem.engine-form");
    } else {
      String word = node.path("type").asString("");
      Optional<EngineType> type =
          EngineKeys.types().contains(word) ? EngineKeys.TYPE.read(word) : Optional.empty();
      if (type.isPresent()) {
        engine(name, type.get(), node);
      } else {
        wrongType(path, word);
      }
    }
  }

  private void wrongType(String path, String word) {
    Key<?> key = new Key<>(path + ".type", EngineKeys.TYPE.kind(), "");
    if (word.isEmpty()) {
      problems.add(new Problem.Missing(place, key));
      return;
    }
    Given given = new Given(place, path + ".type", word);
    List<String> similar = Similar.to(word, EngineKeys.types());
    problems.add(
        similar.isEmpty()
            ? new Problem.Wrong(given, key)
            : new Problem.Refused(
                place, path + ".type", "problem.similar-type", List.of(word, similar.getFirst())));
  }

  private void engine(String name, EngineType type, JsonNode node) {
    Map<String, Given> raw = givens("engines." + name, type, node);
    Map<String, Given> filled = filled(raw);
    Values values = new Values(filled);
    Reading reading = new Reading(name, type, values, filled);
    EngineSettings settings =
        new EngineSettings(
            name,
            type,
            url(reading),
            key(reading),
            new EngineSettings.Rates(
                reading.of(EngineKeys.CONCURRENCY).orElseGet(type::concurrency),
                reading.of(EngineKeys.SUBMITS),
                reading.of(EngineKeys.POLLS)),
            new EngineSettings.Offer(
                reading.of(EngineKeys.SECONDS),
                reading.of(EngineKeys.SIZES),
                reading.of(EngineKeys.CHAIN),
                reading.of(EngineKeys.MAX_OVERSHOOT)),
            reading.of(EngineKeys.DEADLINE),
            reading.of(EngineKeys.PRICE).map(OptionalLong::of).orElseGet(OptionalLong::empty),
            new EngineSettings.Way(
                reading.of(EngineKeys.PROXY),
                reading.of(EngineKeys.CA_FILE).map(directory::resolve)),
            options(reading),
            Path.of(place));
    values.problems().forEach(problem -> problems.add(asWritten(problem, raw)));
    engines.put(name, settings);
  }

  /** What stands under the name of an engine, by the whole name of each key. */
  private Map<String, Given> givens(String path, EngineType type, JsonNode node) {
    Map<String, Given> givens = new LinkedHashMap<>();
    List<String> known = EngineKeys.names(type);
    node.properties()
        .forEach(entry -> {
          String name = path + "." + entry.getKey();
          if (!known.contains(entry.getKey())) {
            unknown(path, type, entry.getKey());
          } else if (!entry.getValue().isNull()) {
            givens.put(name, new Given(place, name, text(entry.getKey(), entry.getValue())));
          }
        });
    givens.values().forEach(given -> lines.add(line(given, path)));
    return givens;
  }

  private void unknown(String path, EngineType type, String name) {
    boolean elsewhere = EngineKeys.OPTIONS.stream().anyMatch(option -> option.name().equals(name));
    if (elsewhere) {
      refuse(path + "." + name, "problem.not-here", type.word());
      return;
    }
    problems.add(
        new Problem.Unknown(
            new Given(place, path + "." + name, ""),
            Similar.to(name, EngineKeys.names(type)).stream()
                .map(similar -> path + "." + similar)
                .toList()));
  }

  private static String text(String name, JsonNode node) {
    boolean structure =
        EngineKeys.OPTIONS.stream()
            .anyMatch(option ->
                option.name().equals(name)
                    && option.key().kind().accepted().equals("accepted.structure"));
    if (node.isValueNode()) {
      return node.asString();
    }
    return structure || node.isObject()
        ? node.toString()
        : node.valueStream()
            .map(part -> part.isValueNode() ? part.asString() : part.toString())
            .collect(Collectors.joining(","));
  }

  private static InForce line(Given given, String path) {
    String wildcard = "engines.*" + given.name().substring(path.length());
    boolean secret =
        EngineKeys.all().anyMatch(key -> key.name().equals(wildcard) && key.kind().secret());
    String value = secret ? Secret.MASK : given.value().replace('\n', ' ');
    return new InForce(given.name(), value, given.place(), "");
  }

  private Map<String, Given> filled(Map<String, Given> raw) {
    Map<String, Given> filled = new LinkedHashMap<>();
    raw.forEach((name, given) -> {
      try {
        filled.put(name, new Given(given.place(), name, variables.in(given.value())));
      } catch (Variables.Unset e) {
        refuse(name, "problem.unset", e.name());
      }
    });
    return filled;
  }

  /** Problems show what is written, not the values of variables. */
  private static Problem asWritten(Problem problem, Map<String, Given> raw) {
    return problem instanceof Problem.Wrong(Given given, Key<?> key)
        ? new Problem.Wrong(raw.getOrDefault(given.name(), given), key)
        : problem;
  }

  private Optional<java.net.URI> url(Reading reading) {
    require(reading, EngineKeys.URL, reading.type.url(), reading.has(EngineKeys.URL));
    return reading.of(EngineKeys.URL);
  }

  private Optional<Secret> key(Reading reading) {
    boolean inFile = reading.has(EngineKeys.KEY_FILE);
    boolean given = reading.has(EngineKeys.KEY);
    boolean known = given || inFile || reading.otherwiseKnown();
    require(reading, EngineKeys.KEY, reading.needOfKey(), known);
    Optional<Secret> key = reading.of(EngineKeys.KEY);
    if (!inFile) {
      return key;
    }
    if (given) {
      refuse(reading.name(EngineKeys.KEY_FILE), "problem.both", reading.name(EngineKeys.KEY));
    }
    return reading
        .of(EngineKeys.KEY_FILE)
        .flatMap(file -> secret(reading, directory.resolve(file)));
  }

  private void require(Reading reading, Key<?> key, Need need, boolean given) {
    // One whose variable is not set has been told already.
    boolean told = problems.stream().anyMatch(problem -> isAbout(problem, reading.name(key)));
    if (need == Need.REQUIRED && !given && !told) {
      problems.add(
          new Problem.Missing(place, new Key<>(reading.name(key), key.kind(), key.standard())));
    }
    if (need == Need.NONE && given) {
      refuse(reading.name(key), "problem.not-here", reading.type.word());
    }
  }

  private static boolean isAbout(Problem problem, String name) {
    return problem instanceof Problem.Refused refused && refused.name().startsWith(name);
  }

  private Optional<Secret> secret(Reading reading, Path file) {
    Optional<Secret> secret = secretIn(file);
    if (secret.isEmpty()) {
      refuse(reading.name(EngineKeys.KEY_FILE), "problem.secret-file", file.toString());
    }
    return secret;
  }

  /** What a file holds, if that is one line and can be a secret. */
  static Optional<Secret> secretIn(Path file) {
    try {
      String text = Files.size(file) > LONGEST_SECRET_FILE ? "" : Files.readString(file).strip();
      return text.matches(EngineKeys.SECRET) ? Optional.of(new Secret(text)) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Map<String, String> options(Reading reading) {
    Map<String, String> options = new LinkedHashMap<>();
    for (EngineKeys.Option option : EngineKeys.options(reading.type)) {
      if (reading.has(option.key()) && reading.accepts(option.key())) {
        options.put(option.name(), reading.text(option.key()));
      }
    }
    return options;
  }

  private void model(String name, JsonNode node) {
    String path = "models." + name;
    if (!ModelSettings.MODELS.contains(name)) {
      problems.add(
          new Problem.Unknown(
              new Given(place, path, ""),
              Similar.to(name, ModelSettings.MODELS).stream().map(m -> "models." + m).toList()));
      return;
    }
    List<JsonNode> nodes = node.isArray() ? node.valueStream().toList() : List.of(node);
    List<Candidate> candidates = new ArrayList<>();
    for (JsonNode candidate : nodes) {
      candidate(path, candidate).ifPresent(candidates::add);
    }
    if (nodes.isEmpty()) {
      refuse(path, "problem.model-form");
    }
    lines.add(new InForce(path, node.toString(), place, ""));
    Set<String> once = new LinkedHashSet<>();
    for (Candidate candidate : candidates) {
      if (!once.add(candidate.engine())) {
        refuse(path, "problem.twice-engine", candidate.engine());
      }
    }
    models.put(name, List.copyOf(candidates));
  }

  private Optional<Candidate> candidate(String path, JsonNode node) {
    JsonNode engine = node.isObject() ? node.path("engine") : node;
    if (!engine.isString()) {
      refuse(path, "problem.model-form");
      return Optional.empty();
    }
    String name = engine.asString();
    if (!named.contains(name)) {
      List<String> similar = Similar.to(name, named);
      if (similar.isEmpty()) {
        refuse(path, "problem.no-engine", name);
      } else {
        refuse(path, "problem.similar-engine", name, similar.getFirst());
      }
      return Optional.empty();
    }
    CandidateFields fields = new CandidateFields(place, path + "." + name, node);
    int weight = fields.number("weight", CandidateFields.MOST_WEIGHT).orElse(0);
    ModelSettings.Limits limits =
        new ModelSettings.Limits(
            fields.number("concurrency", CandidateFields.MOST_AT_ONCE),
            fields.number("submits-per-minute", CandidateFields.MOST_A_MINUTE),
            fields.number("max-seconds", CandidateFields.LONGEST));
    problems.addAll(fields.problems());
    return Optional.of(new Candidate(name, weight, limits));
  }

  private void refuse(String name, String reason, String... details) {
    problems.add(new Problem.Refused(place, name, reason, List.of(details)));
  }

  /** The values of one engine, by the keys of all. */
  private record Reading(String name, EngineType type, Values values, Map<String, Given> givens) {
    String name(Key<?> key) {
      return key.name().replace("*", name);
    }

    boolean has(Key<?> key) {
      return givens.containsKey(name(key));
    }

    private boolean has(String option) {
      return givens.containsKey("engines." + name + "." + option);
    }

    /** Whether something else than a key says who we are. */
    boolean otherwiseKnown() {
      return (type == EngineType.KLING && has("access-key") && has("secret-key"))
          || (type == EngineType.GEMINI && has("service-account"));
    }

    /** One of Kling's or Google's ways is needed; the others are told by the type alone. */
    Need needOfKey() {
      return type == EngineType.KLING || type == EngineType.GEMINI ? Need.REQUIRED : type.key();
    }

    String text(Key<?> key) {
      Given given = givens.get(name(key));
      return given == null ? "" : given.value().strip();
    }

    <T> T of(Key<T> key) {
      return values.of(new Key<>(name(key), key.kind(), key.standard()));
    }

    /** Whether an option's text is one; a default is never asked for. */
    boolean accepts(Key<?> key) {
      return values.accepts(new Key<>(name(key), key.kind(), key.standard()));
    }
  }
}
