package dev.afterglow.api.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description is whole, and what it shows is what it says. */
final class OpenApiDocumentTest {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
  private static final JsonNode TREE = DOCUMENT.tree();
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

  @Test
  void jsonAndYamlSayTheSame() {
    assertEquals(TREE, JsonMapper.shared().readTree(DOCUMENT.json()));
    assertEquals(TREE, new YAMLMapper().readTree(DOCUMENT.yaml()));
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverythingIsReferredTo() {
    Set<String> targets = new TreeSet<>();
    walk(
        TREE,
        "",
        (place, node) -> {
          if (node.path("$ref").isString()) {
            String target = node.path("$ref").asString();
            targets.add(target);
            assertFalse(TREE.at(target.substring(1)).isMissingNode(), place + " -> " + target);
          }
        });
    Set<String> unused = new TreeSet<>();
    TREE.path("components")
        .forEachEntry((kind, all) -> {
          if (!kind.equals("securitySchemes")) {
            all.propertyNames().forEach(name -> unused.add("#/components/" + kind + "/" + name));
          }
        });
    unused.removeAll(targets);
    assertEquals(Set.of(), unused);
  }

  @Test
  void everyExampleHasItsShape() {
    List<String> faults = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    walk(
        TREE,
        "",
        (place, node) -> {
          JsonNode schema = node.has("schema") ? node.path("schema") : node;
          List<JsonNode> examples = new ArrayList<>();
          if (node.has("example")) {
            examples.add(node.path("example"));
          }
          if (node.has("schema")) {
            node.path("examples").forEach(one -> examples.add(one.path("value")));
          }
          for (JsonNode example : examples) {
            shown.add(place);
            Conformity.fault(schema, example).ifPresent(what -> faults.add(place + ": " + what));
          }
        });
    assertEquals(List.of(), faults);
    assertTrue(shown.size() > 10, shown::toString);
  }

  @Test
  void everyOperationIsNamedAndDescribedAndHasItsVariables() {
    Set<String> ids = new HashSet<>();
    Conformity.operations(TREE)
        .forEach((key, operation) -> {
          Set<String> named = new TreeSet<>();
          for (JsonNode one : operation.path("parameters")) {
            JsonNode parameter =
                one.has("$ref") ? TREE.at(one.path("$ref").asString().substring(1)) : one;
            if (parameter.path("in").asString().equals("path")) {
              assertTrue(parameter.path("required").asBoolean(), key);
              named.add(parameter.path("name").asString());
            }
          }
          Set<String> expected = new TreeSet<>();
          for (Matcher variable = VARIABLE.matcher(key); variable.find(); ) {
            expected.add(variable.group(1));
          }
          assertEquals(expected, named, key);
          assertFalse(operation.path("summary").asString().isEmpty(), key);
          assertFalse(operation.path("tags").isEmpty(), key);
          assertTrue(operation.path("responses").has("default"), key);
          ids.add(operation.path("operationId").asString());
        });
    long operations = TREE.path("paths").valueStream().flatMap(path -> path.valueStream()).count();
    assertEquals(operations, ids.size());
  }

  private static void walk(JsonNode node, String place, BiConsumer<String, JsonNode> visitor) {
    visitor.accept(place, node);
    if (node.isObject()) {
      node.forEachEntry((name, child) -> {
        if (!name.equals("example") && !name.equals("examples")) {
          walk(child, place + "/" + name, visitor);
        }
      });
    } else {
      int i = 0;
      for (JsonNode child : node) {
        walk(child, place + "/" + i++, visitor);
      }
    }
  }
}
