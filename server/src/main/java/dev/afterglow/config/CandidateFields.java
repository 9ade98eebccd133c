package dev.afterglow.config;

import dev.afterglow.config.ModelSettings.Candidate;
import dev.afterglow.text.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** What stands beside the name of an engine in the list of a model, and what is wrong with it. */
final class CandidateFields {
  private static final int MOST_WEIGHT = 1_000;
  private static final int MOST_AT_ONCE = 100_000;
  private static final int MOST_A_MINUTE = 1_000_000;
  private static final int LONGEST = 20;

  private static final List<String> NAMES =
      List.of("engine", "weight", "concurrency", "submits-per-minute", "max-seconds");

  private final String place;
  private final String path;
  private final JsonNode node;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param place the file
   * @param path the model and the engine, such as {@code models.sora-2.gpu}
   * @param node an object, or nothing but the name of the engine
   */
  CandidateFields(String place, String path, JsonNode node) {
    this.place = place;
    this.path = path;
    this.node = node;
    node.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !NAMES.contains(name))
        .forEach(name ->
            problems.add(
                new Problem.Unknown(
                    new Given(place, path + "." + name, ""),
                    Similar.to(name, NAMES).stream().map(near -> path + "." + near).toList())));
  }

  /** The engine with its weight and its limits; what is wrong with them counts as not written. */
  Candidate of(String engine) {
    int weight = number("weight", MOST_WEIGHT).orElse(0);
    ModelSettings.Limits limits =
        new ModelSettings.Limits(
            number("concurrency", MOST_AT_ONCE),
            number("submits-per-minute", MOST_A_MINUTE),
            number("max-seconds", LONGEST));
    return new Candidate(engine, weight, limits);
  }

  /** A whole number from 1 to a bound, if it is written. */
  private OptionalInt number(String name, int most) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalInt.empty();
    }
    Kind<Integer> kind = Kinds.wholeNumber(1, most);
    String written = value.isValueNode() ? value.asString() : value.toString();
    try {
      return OptionalInt.of(kind.reader().apply(written.strip()));
    } catch (IllegalArgumentException _) {
      String whole = path + "." + name;
      problems.add(new Problem.Wrong(new Given(place, whole, written), new Key<>(whole, kind, "")));
      return OptionalInt.empty();
    }
  }

  List<Problem> problems() {
    return problems;
  }
}
