package dev.afterglow.config;

import dev.afterglow.text.Similar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings what was given in several places together: later places are stronger. */
final class Sources {
  private final Map<String, Key<?>> byVariable;
  private final Map<String, Key<?>> byName;
  private final Map<String, String> retired;
  private final Map<String, Given> strongest = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Sources(List<Key<?>> keys, Map<String, String> retired) {
    this.byName = keys.stream().collect(Collectors.toMap(Key::name, key -> key));
    this.byVariable = keys.stream().collect(Collectors.toMap(Key::variable, key -> key));
    this.retired = retired;
  }

  /** Adds the values of one place by the names of their keys, each of which it may give once. */
  void add(List<Given> values) {
    Set<String> given = new HashSet<>();
    for (Given value : values) {
      if (!given.add(value.name())) {
        problems.add(new Problem.Twice(value));
      } else if (byName.containsKey(value.name())) {
        strongest.put(value.name(), value);
      } else {
        problems.add(refusal(value));
      }
    }
  }

  /** Adds the variables that are ours; {@code ignored} are ours and no settings. */
  void addEnvironment(Map<String, String> environment, List<String> ignored) {
    environment.forEach((variable, value) -> {
      if (variable.startsWith(Key.PREFIX) && !ignored.contains(variable)) {
        String name = Optional.ofNullable(byVariable.get(variable)).map(Key::name).orElse(variable);
        add(List.of(new Given(variable, name, value)));
      }
    });
  }

  Map<String, Given> strongest() {
    return strongest;
  }

  List<Problem> problems() {
    return problems;
  }

  private Problem refusal(Given given) {
    String instead = retired.get(given.name());
    if (instead != null) {
      return new Problem.Retired(given, instead);
    }
    boolean variable = given.name().startsWith(Key.PREFIX);
    return new Problem.Unknown(
        given, Similar.to(given.name(), variable ? byVariable.keySet() : byName.keySet()));
  }
}
