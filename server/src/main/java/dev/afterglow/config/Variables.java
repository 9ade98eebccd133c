package dev.afterglow.config;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment variables inside values: {@code ${NAME}}; two dollar signs stand for the text itself.
 */
final class Variables {
  private static final Pattern PLACE = Pattern.compile("(\\$?)\\$\\{([A-Za-z_][A-Za-z0-9_]*)?(}?)");

  private final Map<String, String> environment;
  private final Set<String> used = new TreeSet<>();

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The text with the values of its variables. */
  String in(String text) throws Unusable {
    Matcher places = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (places.find()) {
      boolean meant = places.group(1).isEmpty();
      String value = meant ? value(places) : places.group().substring(1);
      places.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return places.appendTail(filled).toString();
  }

  private String value(Matcher place) throws Unusable {
    String name = Objects.requireNonNullElse(place.group(2), "");
    if (name.isEmpty() || place.group(3).isEmpty()) {
      throw new Unusable("problem.no-variable", place.group());
    }
    used.add(name);
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new Unusable("problem.unset", name);
    }
    return value;
  }

  /** Every variable that a value named; they are no settings, whatever they are called. */
  Set<String> used() {
    return used;
  }

  /** A variable that is not set or empty, or is not written as one. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final String what;

    Unusable(String reason, String what) {
      super(what, null, false, false);
      this.reason = reason;
      this.what = what;
    }

    /** The key of the text that says why. */
    String reason() {
      return reason;
    }

    /** The name of the variable, or how far it is written like one. */
    String what() {
      return what;
    }
  }
}
