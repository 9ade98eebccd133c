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
import java.util.stream.Stream;

/** Brings what was given in several places together: later places are stronger. */
final class Sources {
  private final Map<String, Key<?>> byVariable;
  private final Map<String, Key<?>> byName;
  private final Map<String, String> retired;
  private final Set<String> sections;
  private final Map<String, Given> strongest = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** What has been told to be unknown: a setting, or the whole section that holds it. */
  private final Set<String> strangers = new HashSet<>();

  Sources(List<Key<?>> keys, Map<String, String> retired) {
    this.byName = keys.stream().collect(Collectors.toMap(Key::name, key -> key));
    this.byVariable = keys.stream().collect(Collectors.toMap(Key::variable, key -> key));
    this.retired = retired;
    this.sections =
        Stream.concat(keys.stream().map(key -> section(key.name())), YamlFile.SECTIONS.stream())
            .collect(Collectors.toSet());
  }

  /** Adds the values of one place by the names of their keys, each of which it may give once. */
  void add(List<Given> values) {
    Set<String> given = new HashSet<>();
    for (Given value : values) {
      if (!given.add(value.name())) {
        problems.add(new Problem.Twice(value));
      } else if (byName.containsKey(value.name())) {
        strongest.put(value.name(), value);
      } else if (strangers.add(stranger(value))) {
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
    String stranger = stranger(given);
    if (!stranger.equals(given.name())) {
      return new Problem.Unknown(
          new Given(given.place(), stranger, ""), Similar.to(stranger, sections));
    }
    return new Problem.Unknown(given, similar(given));
  }

  private List<String> similar(Given given) {
    boolean variable = given.name().startsWith(Key.PREFIX);
    return Similar.to(given.name(), variable ? byVariable.keySet() : byName.keySet());
  }

  /** The section, if that is misspelt, and else the setting. */
  private String stranger(Given given) {
    String section = section(given.name());
    boolean misspelt =
        !retired.containsKey(given.name())
            && !sections.contains(section)
            && similar(given).isEmpty()
            && !Similar.to(section, sections).isEmpty();
    return misspelt ? section : given.name();
  }

  private static String section(String name) {
    return name.split("\\.", 2)[0];
  }
}
