package dev.afterglow.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The description of every route, put together of one file for each dialect and what they share. In
 * the files an operation names the statuses of its refusals in {@code x-errors}; their texts, shape
 * and header fields are the same everywhere and are filled in here.
 */
public final class OpenApiDocument {
  private static final String FOLDER = "/dev/afterglow/api/openapi/";
  private static final String COMMON = "common.yaml";

  /** One file for each dialect; a file has its {@code paths} and what they refer to. */
  private static final List<String> DIALECTS =
      List.of("sora.yaml", "openai.yaml", "webhooks.yaml", "resellers.yaml");

  private static final String ERRORS = "x-errors";
  private static final String ERROR_TEXTS = "x-error-texts";
  private static final String ERROR_SCHEMA = "x-error-schema";

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
  private static final List<String> RATES =
      List.of("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "RateLimit-Policy");
  private static final List<String> TO_COME_AGAIN = List.of("429", "503");

  private final ObjectNode tree;

  private OpenApiDocument(ObjectNode tree) {
    this.tree = tree;
  }

  /** Puts the description together. */
  public static OpenApiDocument load() {
    ObjectNode whole = read(COMMON);
    JsonNode texts = whole.remove(ERROR_TEXTS);
    whole.path("paths").forEach(path -> complete(path, "", texts));
    for (String file : DIALECTS) {
      ObjectNode part = read(file);
      String errorSchema = part.remove(ERROR_SCHEMA).asString();
      part.path("paths").forEach(path -> complete(path, errorSchema, texts));
      merge(whole, part, file);
    }
    whole.path("components").path("responses").forEach(one -> addFields(one, false, false));
    return new OpenApiDocument(whole);
  }

  /** The whole description. */
  public JsonNode tree() {
    return tree.deepCopy();
  }

  /** The description as JSON in UTF-8. */
  byte[] json() {
    return JsonMapper.shared().writeValueAsBytes(tree);
  }

  /** The description as YAML in UTF-8. */
  byte[] yaml() {
    return new YAMLMapper().writeValueAsBytes(tree);
  }

  private static ObjectNode read(String file) {
    try (InputStream stream = OpenApiDocument.class.getResourceAsStream(FOLDER + file)) {
      if (stream == null) {
        throw new IllegalArgumentException("no " + file);
      }
      return (ObjectNode) new YAMLMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** What is named twice is a fault of the files. */
  private static void merge(ObjectNode into, ObjectNode part, String place) {
    part.forEachEntry((name, value) -> {
      JsonNode there = into.path(name);
      if (there instanceof ObjectNode object && value instanceof ObjectNode more) {
        merge(object, more, place + "/" + name);
      } else if (there.isMissingNode()) {
        into.set(name, value);
      } else {
        throw new IllegalArgumentException(place + "/" + name + " stands there already");
      }
    });
  }

  private static void complete(JsonNode path, String errorSchema, JsonNode texts) {
    for (String method : METHODS) {
      if (path.path(method) instanceof ObjectNode operation) {
        String schema =
            Optional.ofNullable(operation.remove(ERROR_SCHEMA))
                .map(JsonNode::asString)
                .orElse(errorSchema);
        JsonNode errors = operation.remove(ERRORS);
        ObjectNode responses = (ObjectNode) operation.path("responses");
        boolean limited = !operation.path("security").isArray();
        responses.forEach(response -> addFields(response, limited, false));
        for (JsonNode status : errors) {
          addError(responses, status.asString(), schema, texts, limited);
        }
        addError(responses, "default", schema, texts, limited);
      }
    }
  }

  private static void addError(
      ObjectNode responses, String status, String schema, JsonNode texts, boolean limited) {
    if (responses.has(status)) {
      return;
    }
    ObjectNode response = responses.putObject(status);
    response.set("description", texts.path(status));
    addFields(response, limited && !status.equals("401"), TO_COME_AGAIN.contains(status));
    response
        .putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + schema);
  }

  /** A response that is referred to is completed where it stands. */
  private static void addFields(JsonNode response, boolean limited, boolean again) {
    if (response instanceof ObjectNode object && !object.has("$ref")) {
      ObjectNode headers =
          object.path("headers") instanceof ObjectNode there ? there : object.putObject("headers");
      refer(headers, "X-Request-Id");
      if (limited) {
        RATES.forEach(name -> refer(headers, name));
      }
      if (again) {
        refer(headers, "Retry-After");
      }
    }
  }

  private static void refer(ObjectNode headers, String name) {
    headers.putObject(name).put("$ref", "#/components/headers/" + name);
  }
}
