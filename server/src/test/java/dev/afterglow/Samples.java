package dev.afterglow;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that a schema of the description allows, and values that are slightly wrong. */
final class Samples {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "\u0000",
          "null",
          "-1",
          "1e9",
          "99999999999999999999",
          "\u202e\u0661",
          "\ud83c\udfac film",
          "' or '1'='1",
          "../../etc/passwd",
          "{\"$ref\":\"#\"}",
          "<script>",
          "%00%0a",
          "a".repeat(2_000));

  private final JsonNode document;
  private final RandomGenerator random;

  Samples(JsonNode document, RandomGenerator random) {
    this.document = document;
    this.random = random;
  }

  JsonNode resolved(JsonNode node) {
    JsonNode found = node;
    while (found.path("$ref").isString()) {
      found = document.at(found.path("$ref").asString().substring(1));
    }
    return found;
  }

  /** A value that the schema allows, as far as it says so in the words that are used there. */
  JsonNode right(JsonNode reference) {
    JsonNode schema = resolved(reference);
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.has("enum")) {
      return one(schema.path("enum"));
    }
    if (schema.has("anyOf")) {
      return right(one(schema.path("anyOf")));
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? one(type).asString() : type.asString("object")) {
      case "string" -> NODES.stringNode(words(schema));
      case "integer" -> NODES.numberNode(number(schema));
      case "number" -> NODES.numberNode(number(schema) / 8.0);
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "null" -> NODES.nullNode();
      case "array" -> array(schema);
      default -> object(schema);
    };
  }

  private JsonNode one(JsonNode list) {
    return list.get(random.nextInt(list.size()));
  }

  private String words(JsonNode schema) {
    String text = "a tram in the rain ".repeat(1 + random.nextInt(3)).strip();
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    String shown =
        schema.path("pattern").asString("").equals("^[!-~]+$") ? "key" + random.nextInt(50) : text;
    return shown.length() > most ? shown.substring(0, most) : shown;
  }

  private long number(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(least + 1_000);
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> most > least ? random.nextLong(least, most) : least;
    };
  }

  private JsonNode array(JsonNode schema) {
    ArrayNode array = NODES.arrayNode();
    int count = Math.min(1 + random.nextInt(2), schema.path("maxItems").asInt(2));
    for (int i = 0; i < count; i++) {
      array.add(right(schema.path("items")));
    }
    return array;
  }

  private JsonNode object(JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    schema
        .path("properties")
        .forEachEntry((name, member) -> {
          if (required.contains(name) || random.nextInt(3) == 0) {
            object.set(name, right(member));
          }
        });
    return object;
  }

  /** The same with one thing or two that are not as they should be. */
  JsonNode wrong(JsonNode right) {
    JsonNode copy = right.deepCopy();
    for (int i = random.nextInt(2); i >= 0; i--) {
      copy = damaged(copy);
    }
    return copy;
  }

  private JsonNode damaged(JsonNode value) {
    if (value instanceof ObjectNode object && !object.isEmpty() && random.nextInt(8) > 0) {
      List<String> names = List.copyOf(object.propertyNames());
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(5)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name, strange());
        case 2 -> object.set(strangeName(name), strange());
        case 3 -> object.set(name, damaged(object.path(name)));
        default -> object.set(name, NODES.arrayNode().add(object.path(name)));
      }
      return object;
    }
    return strange();
  }

  private String strangeName(String near) {
    return switch (random.nextInt(4)) {
      case 0 -> near + "s";
      case 1 -> near.replace("_", "");
      case 2 -> "n";
      default -> text();
    };
  }

  /** Text that nobody expects. */
  String text() {
    return STRANGE.get(random.nextInt(STRANGE.size()));
  }

  private JsonNode strange() {
    return switch (random.nextInt(8)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(true);
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(-0.5);
      case 4 -> NODES.objectNode();
      case 5 -> NODES.arrayNode().add(NODES.arrayNode());
      case 6 -> JsonMapper.shared().readTree("1e400");
      default -> NODES.stringNode(text());
    };
  }
}
