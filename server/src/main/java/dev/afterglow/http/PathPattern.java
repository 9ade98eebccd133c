package dev.afterglow.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path of fixed segments and variables such as {@code /v1/tasks/{id}}. Paths are compared as they
 * were sent, byte by byte and case by case: nothing is decoded, folded or normalised on the way, so
 * there is only one spelling of each path.
 */
public final class PathPattern {
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._~-]+");
  private static final Pattern VARIABLE = Pattern.compile("\\{[a-z][a-zA-Z0-9]*}");

  private static final String ROOT = "/";

  private final String pattern;
  private final List<String> segments;

  private PathPattern(String pattern, List<String> segments) {
    this.pattern = pattern;
    this.segments = segments;
  }

  /**
   * @throws IllegalArgumentException if it is not {@code /} or segments of text and variables
   */
  public static PathPattern of(String pattern) {
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException(pattern + ": a path starts with /");
    }
    List<String> segments = split(pattern);
    List<String> variables = new ArrayList<>();
    for (String segment : segments) {
      if (VARIABLE.matcher(segment).matches()) {
        if (variables.contains(segment)) {
          throw new IllegalArgumentException(pattern + ": " + segment + " stands twice");
        }
        variables.add(segment);
      } else if (!TEXT.matcher(segment).matches() && !pattern.equals(ROOT)) {
        throw new IllegalArgumentException(pattern + ": " + segment + " is not a segment");
      }
    }
    return new PathPattern(pattern, segments);
  }

  /** The segments of a path, without its leading slash. */
  static List<String> split(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  /** The values of the variables, if the path with these segments matches. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isVariable(segment)) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        variables.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  /** Whether it has no variables. */
  boolean isLiteral() {
    return segments.stream().noneMatch(PathPattern::isVariable);
  }

  int length() {
    return segments.size();
  }

  /** Sorts patterns of one length: text before variable, from the left. */
  String precedence() {
    StringBuilder key = new StringBuilder();
    segments.forEach(segment -> key.append(isVariable(segment) ? '1' : '0'));
    return key + pattern;
  }

  /** The pattern with its variables made nameless: equal for patterns that match the same paths. */
  String shape() {
    return VARIABLE.matcher(pattern).replaceAll("{}");
  }

  /** The pattern as it was written; what the access log shows in place of the path. */
  @Override
  public String toString() {
    return pattern;
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }
}
