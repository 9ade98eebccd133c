package dev.afterglow.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.api.openapi.OpenApiDocument;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The reference in Chinese has every sentence of the description, and no other. */
final class ReferenceTest {
  @Test
  void everySentenceOfTheDescriptionHasItsChinese() {
    Set<String> english = new TreeSet<>();
    JsonNode document = OpenApiDocument.load().tree();
    document.forEachEntry((name, part) -> {
      if (!name.equals("info")) {
        collect(part, english);
      }
    });
    Set<String> chinese = new TreeSet<>();
    Reference.chinese().forEachEntry((sentence, _) -> chinese.add(sentence));
    Set<String> missing = new TreeSet<>(english);
    missing.removeAll(chinese);
    assertEquals(Set.of(), missing, "not in reference_zh.yaml");
    Set<String> unused = new TreeSet<>(chinese);
    unused.removeAll(english);
    assertEquals(Set.of(), unused, "in reference_zh.yaml, and nowhere else");
  }

  private static void collect(JsonNode node, Set<String> into) {
    node.forEachEntry((name, value) -> {
      if ((name.equals("description") || name.equals("summary")) && value.isString()) {
        into.add(Reference.key(value.asString()));
      } else {
        collect(value, into);
      }
    });
    if (node.isArray()) {
      node.forEach(item -> collect(item, into));
    }
  }
}
