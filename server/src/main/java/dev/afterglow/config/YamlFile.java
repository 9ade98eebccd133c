package dev.afterglow.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@code afterglow.yaml} as values by dotted names. */
final class YamlFile {
  /** How the parser tells of a key that stands twice in the same place. */
  private static final Pattern REPEATED = Pattern.compile("Duplicate .*\"(.*)\".*");

  private final String place;
  private final List<Given> values = new ArrayList<>();

  /** Sections whose names are the operator's own. */
  static final Set<String> SECTIONS = Set.of("engines", "models");

  /**
   * What a file says.
   *
   * @param values the values by dotted names, in their order
   * @param engines the section of engines; missing where there is none
   * @param models the section of models; missing where there is none
   */
  record Content(List<Given> values, JsonNode engines, JsonNode models) {
    /** Of no file. */
    static Content none() {
      return new Content(List.of(), MissingNode.getInstance(), MissingNode.getInstance());
    }
  }

  private YamlFile(String place) {
    this.place = place;
  }

  /**
   * What the file says. A list is written as its parts with commas between; a key without a value
   * counts as absent.
   *
   * @throws NoYaml if it is none
   * @throws IOException if it cannot be read
   */
  static Content read(Path file) throws IOException {
    YamlFile reading = new YamlFile(file.toString());
    try {
      JsonNode root = parser().readTree(Files.readString(file));
      if (!root.isObject() && !root.isNull() && !root.isMissingNode()) {
        throw new NoYaml(new Problem.Unreadable(reading.place, "problem.unreadable.list"), null);
      }
      reading.add("", root);
      return new Content(reading.values, root.path("engines"), root.path("models"));
    } catch (JacksonException e) {
      throw new NoYaml(reading.problem(e), e);
    }
  }

  /** Made when a file is read: most starts have none, and making one takes a tenth of a start. */
  private static YAMLMapper parser() {
    return YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  private Problem problem(JacksonException fault) {
    String line = Integer.toString(fault.getLocation().getLineNr());
    String message = fault.getOriginalMessage().lines().findFirst().orElse("");
    Matcher repeated = REPEATED.matcher(message);
    return repeated.matches()
        ? new Problem.Unreadable(place, "problem.unreadable.repeated", line, repeated.group(1))
        : new Problem.Unreadable(place, "problem.unreadable.line", line, message);
  }

  private void add(String name, JsonNode node) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (name.isEmpty() && SECTIONS.contains(entry.getKey())) {
          continue; // read as they are
        }
        add(name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(), entry.getValue());
      }
    } else if (node.isArray()) {
      String joined =
          node.valueStream()
              .map(part -> part.isValueNode() ? part.asString() : part.toString())
              .collect(Collectors.joining(","));
      values.add(new Given(place, name, joined));
    } else if (!node.isNull() && !node.isMissingNode()) {
      values.add(new Given(place, name, node.asString()));
    }
  }

  /** A file whose text is not what settings are written in. */
  static final class NoYaml extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    NoYaml(Problem problem, @Nullable Throwable cause) {
      super(cause);
      this.problem = problem;
    }

    /** What is wrong with it. */
    Problem problem() {
      return problem;
    }
  }
}
