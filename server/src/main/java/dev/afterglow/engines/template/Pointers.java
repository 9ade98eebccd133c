package dev.afterglow.engines.template;

import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.templates.Fields;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Where something may stand in an answer: JSON pointers (RFC 6901), the first of which that leads
 * to a text or number counts. A {@code #} between two pointers goes on in the JSON that a text
 * holds, as in {@code /data/resultJson#/resultUrls/0}.
 */
record Pointers(List<String> pointers) {
  private static final Pattern POINTER = Pattern.compile("(?:/[^/#]*)+(?:#(?:/[^/#]*)+)*");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads a member that holds one or more. */
  static Pointers read(Fields fields, String name) {
    return new Pointers(fields.texts(name, POINTER, "pointer"));
  }

  /** Reads a member that must hold at least one. */
  static Pointers need(Fields fields, String name) {
    if (!fields.has(name)) {
      fields.missing(name, "pointer");
    }
    return read(fields, name);
  }

  /** Reads one pointer that names a member itself. */
  static boolean isPointer(String text) {
    return POINTER.matcher(text).matches();
  }

  boolean isEmpty() {
    return pointers.isEmpty();
  }

  /** What stands there, as text; empty if nothing does, or nothing but blanks. */
  Optional<String> text(VendorAnswer answer) {
    return pointers.stream()
        .map(pointer -> at(answer.json(), pointer))
        .filter(JsonNode::isValueNode)
        .filter(value -> !value.isNull() && !value.isMissingNode())
        .map(JsonNode::asString)
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private static JsonNode at(JsonNode document, String pointer) {
    JsonNode node = document;
    String[] parts = pointer.split("#", -1);
    for (int i = 0; i < parts.length; i++) {
      node = (i == 0 ? node : inside(node)).at(parts[i]);
    }
    return node;
  }

  private static JsonNode inside(JsonNode text) {
    try {
      return text.isString() ? MAPPER.readTree(text.stringValue()) : text;
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }
}
