package dev.afterglow.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A JSON object that says how an engine is spoken to: one that is shipped, or the operator's own
 * copy of it. Every accessor throws {@link IllegalArgumentException} that names the document and
 * the member where something is wrong.
 *
 * @param name for messages
 */
public record JsonDocument(String name, JsonNode root) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long MOST_BYTES = 1 << 20;

  public JsonDocument {
    if (!root.isObject()) {
      throw new IllegalArgumentException(name + ": not a JSON object");
    }
  }

  /** The document that is shipped beside a class. */
  public static JsonDocument shipped(Class<?> beside, String file) {
    try (InputStream in = beside.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException(file + ": not one of those that are shipped");
      }
      return new JsonDocument(file, MAPPER.readTree(in.readAllBytes()));
    } catch (IOException | JacksonException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  /**
   * The operator's own document.
   *
   * @throws IOException if the file cannot be read
   */
  public static JsonDocument read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(file + ": longer than " + MOST_BYTES + " bytes");
    }
    try {
      return new JsonDocument(file.toString(), MAPPER.readTree(Files.readAllBytes(file)));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(file + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Refuses a document with members that nobody reads, since a misspelt one would do nothing. */
  public void requireOnly(Set<String> members) {
    root.propertyNames().stream()
        .filter(member -> !members.contains(member))
        .findFirst()
        .ifPresent(member -> {
          List<String> known = members.stream().sorted().toList();
          throw wrong(member, "unknown; there are " + String.join(", ", known));
        });
  }

  /** An object of the document. */
  public Optional<JsonDocument> object(String member) {
    return root.optional(member).map(value -> new JsonDocument(name + ": " + member, value));
  }

  /** A text. */
  public Optional<String> text(String member) {
    return root.optional(member)
        .map(value -> {
          if (!value.isString() || value.stringValue().isBlank()) {
            throw wrong(member, "expected a text");
          }
          return value.stringValue();
        });
  }

  /** A list of texts; empty where there is none. */
  public List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : root.path(member)) {
      if (!entry.isString()) {
        throw wrong(member, "expected a list of texts");
      }
      texts.add(entry.stringValue());
    }
    return texts;
  }

  /** A whole number of at least 1. */
  public OptionalInt number(String member) {
    Optional<JsonNode> value = root.optional(member);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().isInt() || value.get().intValue() < 1) {
      throw wrong(member, "expected a whole number of at least 1");
    }
    return OptionalInt.of(value.get().intValue());
  }

  /** A whole number of at least 1 that has to be there. */
  public int required(String member) {
    return number(member).orElseThrow(() -> wrong(member, "missing"));
  }

  /** Yes or no; no where it is missing. */
  public boolean flag(String member) {
    return root.optional(member)
        .map(value -> {
          if (!value.isBoolean()) {
            throw wrong(member, "expected true or false");
          }
          return value.booleanValue();
        })
        .orElse(false);
  }

  /** What is wrong with a member. */
  public IllegalArgumentException wrong(String member, String what) {
    return new IllegalArgumentException(name + ": " + member + ": " + what);
  }
}
