package dev.afterglow.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@code afterglow.yaml} as values by dotted names. */
final class YamlFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String place;
  private final List<Given> values = new ArrayList<>();

  private YamlFile(String place) {
    this.place = place;
  }

  /**
   * The file's values in their order. A list is written as its parts with commas between; a key
   * without a value counts as absent.
   *
   * @throws NoYaml if it is none
   * @throws IOException if it cannot be read
   */
  static List<Given> read(Path file) throws IOException {
    YamlFile reading = new YamlFile(file.toString());
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (!root.isObject() && !root.isNull() && !root.isMissingNode()) {
        throw new NoYaml(new Problem.Unreadable(reading.place, "problem.unreadable.list"), null);
      }
      reading.add("", root);
    } catch (JacksonException e) {
      throw new NoYaml(
          new Problem.Unreadable(
              reading.place,
              "problem.unreadable.line",
              Integer.toString(e.getLocation().getLineNr()),
              e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    }
    return reading.values;
  }

  private void add(String name, JsonNode node) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
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
