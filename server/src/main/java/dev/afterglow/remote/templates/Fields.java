package dev.afterglow.remote.templates;

import dev.afterglow.text.Similar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * The members of an object in a template file, taken one by one. A mistake becomes a {@link
 * Problem} and the reading goes on with something harmless in its place; {@link #end} tells the
 * members that nobody asked for.
 */
public final class Fields {
  private static final Pattern PAUSE = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");
  private static final int LONGEST_VALUE = 80;
  private static final int FARTHEST = 2;

  private final String place;
  private final JsonNode object;
  private final List<Problem> problems;
  private final Set<String> asked = new TreeSet<>();

  private Fields(String place, JsonNode object, List<Problem> problems) {
    this.place = place;
    this.object = object;
    this.problems = problems;
  }

  /** The members of a whole file; mistakes are added to the list. */
  public static Fields of(JsonNode document, List<Problem> problems) {
    Fields whole = new Fields("", document, problems);
    if (!document.isObject()) {
      problems.add(new Problem("", Problem.Kind.WRONG, shown(document), "object", List.of()));
      return new Fields("", JsonNodeFactory.instance.objectNode(), problems);
    }
    return whole;
  }

  /** Whether there is such a member. */
  public boolean has(String name) {
    return !get(name).isMissingNode();
  }

  /** The members of a member that may be missing. */
  public Optional<Fields> object(String name) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      wrong(name, "object");
      return Optional.empty();
    }
    return Optional.of(new Fields(at(name), value, problems));
  }

  /** The members of a member that must be there. */
  public Fields needObject(String name) {
    if (!has(name)) {
      missing(name, "object");
    }
    return object(name)
        .orElseGet(
            () -> new Fields(at(name), JsonNodeFactory.instance.objectNode(), new ArrayList<>()));
  }

  /** One of several members whose names are free; a mistake if it is none of them. */
  public Optional<Fields> entry(String name) {
    if (!has(name)) {
      Set<String> there = new TreeSet<>(names());
      problems.add(unknown(name, there));
    }
    return object(name);
  }

  /** A text of a shape. */
  public Optional<String> text(String name, Pattern shape, String accepted, String... details) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isValueNode() || !shape.matcher(value.asString()).matches()) {
      wrong(name, accepted, details);
      return Optional.empty();
    }
    return Optional.of(value.asString());
  }

  /** A text of a shape that must be there. */
  public String needText(String name, Pattern shape, String accepted, String... details) {
    if (!has(name)) {
      missing(name, accepted, details);
    }
    return text(name, shape, accepted, details).orElse("");
  }

  /** One text, or a list of texts, each of a shape. */
  public List<String> texts(String name, Pattern shape, String accepted, String... details) {
    JsonNode value = get(name);
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : value.isArray() ? value.values() : List.of(value)) {
      if (entry.isMissingNode()) {
        continue;
      }
      if (!entry.isValueNode() || !shape.matcher(entry.asString()).matches()) {
        problems.add(
            new Problem(at(name), Problem.Kind.WRONG, shown(entry), accepted, List.of(details)));
      } else {
        texts.add(entry.asString());
      }
    }
    return texts;
  }

  /** An object or a list, as it stands there. */
  public Optional<JsonNode> body(String name) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isContainer()) {
      wrong(name, "body");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** The members of an object in their order, each a plain value. */
  public Map<String, JsonNode> plainMembers(String accepted, String... details) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      asked.add(member.getKey());
      if (member.getValue().isValueNode()) {
        members.put(member.getKey(), member.getValue());
      } else {
        wrong(member.getKey(), accepted, details);
      }
    }
    return members;
  }

  /** The names of all members in their order. */
  public List<String> names() {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** A whole number within bounds. */
  public int whole(String name, int least, int most, int otherwise) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      wrong(name, "whole", Integer.toString(least), Integer.toString(most));
      return otherwise;
    }
    return value.intValue();
  }

  /** A switch. */
  public boolean flag(String name, boolean otherwise) {
    JsonNode value = get(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      wrong(name, "flag");
    }
    return value.isBoolean() ? value.booleanValue() : otherwise;
  }

  /** A time from 100 ms to a day. */
  public Duration pause(String name, Duration otherwise) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    Matcher written = PAUSE.matcher(value.isString() ? value.asString() : "");
    Duration pause = written.matches() ? duration(written) : Duration.ZERO;
    if (pause.toMillis() < 100 || pause.compareTo(Duration.ofDays(1)) > 0) {
      wrong(name, "pause", "100ms", "1d");
      return otherwise;
    }
    return pause;
  }

  /** One of some words. */
  public <T> T choice(String name, Map<String, T> choices, T otherwise) {
    JsonNode value = get(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    T chosen = value.isValueNode() ? choices.get(value.asString()) : null;
    if (chosen == null) {
      wrong(name, "choice", String.join(", ", choices.keySet()));
      return otherwise;
    }
    return chosen;
  }

  /** The value of a member as it stands there; a missing node if there is none. */
  public JsonNode get(String name) {
    asked.add(name);
    JsonNode value = object.path(name);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  /** Tells that a member's value is not accepted. */
  public void wrong(String name, String accepted, String... details) {
    problems.add(
        new Problem(at(name), Problem.Kind.WRONG, shown(get(name)), accepted, List.of(details)));
  }

  /** Tells that a value somewhere in a member is not accepted. */
  public void wrongValue(String name, String value, String accepted, String... details) {
    problems.add(new Problem(at(name), Problem.Kind.WRONG, cut(value), accepted, List.of(details)));
  }

  /** Tells that a member is missing. */
  public void missing(String name, String accepted, String... details) {
    asked.add(name);
    problems.add(new Problem(at(name), Problem.Kind.MISSING, "", accepted, List.of(details)));
  }

  /** Tells every member that nobody asked for. */
  public void end() {
    for (String name : names()) {
      if (!asked.contains(name)) {
        problems.add(unknown(name, asked));
      }
    }
  }

  private Problem unknown(String name, Set<String> known) {
    Optional<String> similar = similar(name, known);
    return similar.isPresent()
        ? new Problem(at(name), Problem.Kind.UNKNOWN, "", "similar", List.of(similar.get()))
        : new Problem(
            at(name), Problem.Kind.UNKNOWN, "", "fields", List.of(String.join(", ", known)));
  }

  /** The word that was probably meant, if one is near enough. */
  static Optional<String> similar(String word, Collection<String> words) {
    return words.stream()
        .filter(other -> Similar.distance(word, other) <= Math.min(FARTHEST, other.length() / 3))
        .min(Comparator.comparingInt(other -> Similar.distance(word, other)));
  }

  private String at(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private static Duration duration(Matcher written) {
    long amount = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static String shown(JsonNode value) {
    return cut(value.isValueNode() ? value.asString() : value.toString());
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
  }
}
