package dev.afterglow.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment variables inside values: {@code ${NAME}}; two dollar signs stand for the text itself.
 */
final class Variables {
  private static final Pattern PLACE = Pattern.compile("(\\$?)\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Map<String, String> environment;
  private final Set<String> used = new TreeSet<>();

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The text with the values of its variables. */
  String in(String text) throws Unset {
    Matcher places = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (places.find()) {
      String name = places.group(2);
      boolean meant = places.group(1).isEmpty();
      if (meant) {
        used.add(name);
      }
      String value = meant ? environment.get(name) : "${" + name + "}";
      if (value == null || value.isEmpty()) {
        throw new Unset(name);
      }
      places.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return places.appendTail(filled).toString();
  }

  /** Every variable that a value named; they are no settings, whatever they are called. */
  Set<String> used() {
    return used;
  }

  /** A variable that is not set, or empty. */
  static final class Unset extends Exception {
    private static final long serialVersionUID = 1;

    private final String name;

    Unset(String name) {
      super(name, null, false, false);
      this.name = name;
    }

    String name() {
      return name;
    }
  }
}
