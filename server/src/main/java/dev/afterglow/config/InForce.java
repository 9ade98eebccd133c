package dev.afterglow.config;

import dev.afterglow.text.Language;
import java.util.Optional;

/**
 * A setting as it is in force.
 *
 * @param name such as {@code server.port}
 * @param value as it was written; {@code ***} for what must not be seen
 * @param place where it was given: a file, an environment variable, an option of the command line;
 *     empty text for a default
 * @param standard the value that it has unless told otherwise; empty text for none
 */
public record InForce(String name, String value, String place, String standard) {
  /** Whether anybody has said something. */
  public boolean given() {
    return !place.isEmpty();
  }

  /** One line: {@code name: value}, and where the value comes from unless it is default. */
  String line() {
    return given() ? name + ": " + value + "  (" + place + ")" : name + ": " + value;
  }

  /** What it decides; empty for a name that is the operator's own. */
  public Optional<String> meaning(Language language) {
    return Keys.ALL.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .map(key -> SettingsTexts.in(language).meaning(key));
  }
}
