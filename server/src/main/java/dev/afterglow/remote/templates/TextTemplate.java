package dev.afterglow.remote.templates;

import dev.afterglow.net.UpstreamAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A text with gaps such as {@code {{ticket}}}, for paths, headers and small documents. */
public record TextTemplate(String text) {
  private static final Pattern GAP = Pattern.compile("\\{\\{\\s*([a-z0-9_]{1,40})\\s*\\}\\}");
  private static final Pattern BRACES = Pattern.compile("\\{\\{([^}]*)\\}\\}");

  /** What stands in double braces, whether it is a gap or a mistake. */
  public static List<String> braced(String text) {
    return BRACES.matcher(text).results().map(found -> found.group(1).strip()).toList();
  }

  /** The first thing in double braces that is not one of these names. */
  public Optional<String> unknownGap(List<String> names) {
    return braced(text).stream().filter(name -> !names.contains(name)).findFirst();
  }

  /**
   * The address this text stands for. Values are encoded, so that an id which the engine made up
   * cannot lead elsewhere; only in the operator's own {@code model} a slash stays a slash.
   */
  public UpstreamAddress path(Function<String, Optional<String>> values) {
    return UpstreamAddress.path(
        filled(name -> values.apply(name).map(value -> encoded(name, value))));
  }

  /** The text with its gaps filled as they are; a gap without a value stays empty. */
  public String filled(Function<String, Optional<String>> values) {
    return GAP.matcher(text)
        .replaceAll(gap -> Matcher.quoteReplacement(values.apply(gap.group(1)).orElse("")));
  }

  /** A document whose texts are filled in this way. */
  public static JsonNode document(JsonNode node, Function<String, Optional<String>> values) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(m -> filled.set(m.getKey(), document(m.getValue(), values)));
        yield filled;
      }
      case ArrayNode array -> {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        array.forEach(entry -> filled.add(document(entry, values)));
        yield filled;
      }
      default ->
          node.isString()
              ? JsonNodeFactory.instance.stringNode(
                  new TextTemplate(node.stringValue()).filled(values))
              : node;
    };
  }

  private static String encoded(String name, String value) {
    List<String> parts =
        name.equals("model") ? Arrays.asList(value.split("/", -1)) : List.of(value);
    return parts.stream().map(TextTemplate::encoded).collect(Collectors.joining("/"));
  }

  private static String encoded(String part) {
    return switch (UpstreamAddress.segments(part)) {
      case UpstreamAddress.Path(String literal) -> literal.substring(1);
      case UpstreamAddress.Given(String location) -> location;
    };
  }
}
