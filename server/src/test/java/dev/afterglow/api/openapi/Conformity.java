package dev.afterglow.api.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.afterglow.http.Answer;
import dev.afterglow.http.AnswerListener;
import dev.afterglow.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares every answer of a server with what the description says of it. Members that are not
 * described are violations as well. What was found is told when the server of the test is closed.
 */
public final class Conformity implements AnswerListener {
  /** What every operation may be answered, as the description's first words say. */
  private static final Set<Integer> EVERYWHERE =
      Set.of(405, 408, 413, 414, 415, 431, 500, 503, 505);

  private static final int MOST_TOLD = 20;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ObjectNode DOCUMENT = closed();
  private static final Map<String, JsonNode> OPERATIONS = operations(DOCUMENT);
  private static final Map<JsonNode, Schema> SCHEMAS = new ConcurrentHashMap<>();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicLong seen = new AtomicLong();

  /** The operations of a description by method and path, the other paths of each included. */
  static Map<String, JsonNode> operations(JsonNode document) {
    Map<String, JsonNode> operations = new HashMap<>();
    document
        .path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              List<String> paths = new ArrayList<>(List.of(path));
              operation.path("x-also-at").forEach(other -> paths.add(other.asString()));
              for (String one : paths) {
                operations.put(method.toUpperCase(Locale.ROOT) + " " + one, operation);
              }
            }));
    return operations;
  }

  /** Whether a route is a page for people, or a part of one: the description is for programs. */
  public static boolean isPage(Route route) {
    String path = route.path().toString();
    return path.equals("/")
        || path.equals("/keys")
        || path.equals("/display")
        || path.equals("/console")
        || path.startsWith("/console/")
        || path.equals("/docs")
        || path.startsWith("/docs/")
        || path.startsWith("/llms")
        || path.startsWith("/assets/");
  }

  /** How many answers were compared. */
  public long seen() {
    return seen.get();
  }

  /** Fails if any answer was not as described. */
  public void assertNone() {
    if (!violations.isEmpty()) {
      throw new AssertionError(
          violations.size()
              + " answers are not as described:\n"
              + String.join("\n", violations.stream().limit(MOST_TOLD).toList()));
    }
  }

  @Override
  public void answered(String method, String path, Optional<Route> route, Answer answer) {
    if (method.equals("OPTIONS")) {
      return; // of CORS, and the same for all
    }
    if (route.filter(Conformity::isPage).isPresent()) {
      return;
    }
    seen.incrementAndGet();
    String at = method + " " + path + " " + answer.status();
    try {
      Optional<String> fault =
          route.isPresent()
              ? fault(
                  route.get().method() + " " + route.get().path(), method.equals("HEAD"), answer)
              : outside(answer);
      fault.ifPresent(what -> violations.add(at + ": " + what));
    } catch (RuntimeException e) {
      violations.add(at + ": " + e);
    }
  }

  private static Optional<String> fault(String key, boolean head, Answer answer) {
    JsonNode operation = OPERATIONS.get(key);
    if (operation == null) {
      return Optional.of("there is no such operation");
    }
    int status = answer.status();
    JsonNode response = resolved(operation.path("responses").path(Integer.toString(status)));
    if (response.isMissingNode() && EVERYWHERE.contains(status)) {
      response = resolved(operation.path("responses").path("default"));
    }
    if (response.isMissingNode()) {
      return Optional.of("this status is not described");
    }
    Optional<String> field = field(response, answer);
    return field.isPresent() ? field : content(response, head, answer);
  }

  /** A field that belongs to one operation has to be described with it. */
  private static Optional<String> field(JsonNode response, Answer answer) {
    Set<String> special =
        Set.of("Idempotency-Replayed", "X-APIMart-Response-Version", "openai-poll-after-ms");
    return answer.fields().stream()
        .map(dev.afterglow.http.Field::name)
        .filter(special::contains)
        .filter(name -> !response.path("headers").has(name))
        .findFirst()
        .map(name -> "the header field " + name + " is not described");
  }

  private static Optional<String> content(JsonNode response, boolean head, Answer answer) {
    return switch (answer) {
      case Answer.Empty _ ->
          response.has("content") && !head
              ? Optional.of("a body is described and there is none")
              : Optional.empty();
      case Answer.Streamed streamed -> described(response, streamed.mediaType()).fault();
      case Answer.Live live -> described(response, live.mediaType()).fault();
      case Answer.Bytes bytes -> {
        Described described = described(response, bytes.mediaType());
        yield described.fault().isPresent()
            ? described.fault()
            : body(described.type(), bytes.body());
      }
      case Answer.Json _ -> Optional.of("JSON that has not been written yet");
      case Answer.Deferred _ -> Optional.of("it was never waited for");
    };
  }

  private record Described(JsonNode type, Optional<String> fault) {}

  private static Described described(JsonNode response, String mediaType) {
    JsonNode type = response.path("content").path(mediaType.split(";", 2)[0]);
    return new Described(
        type,
        type.isMissingNode() ? Optional.of(mediaType + " is not described") : Optional.empty());
  }

  private static Optional<String> body(JsonNode type, byte[] body) {
    JsonNode schema = type.path("schema");
    if (schema.isMissingNode()) {
      return Optional.empty();
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return fault(schema, JSON.readTree(text)).map(what -> what + "\n  " + text);
  }

  /** Before any route is found, the shapes of both dialects are possible. */
  private static Optional<String> outside(Answer answer) {
    if (!(answer instanceof Answer.Bytes bytes)) {
      return Optional.of("a refusal has a body");
    }
    if (bytes.mediaType().startsWith("text/html")) {
      return Optional.empty(); // a page for a browser that was sent to no address of ours
    }
    JsonNode body = JSON.readTree(bytes.body());
    Optional<String> contract = fault(reference("SoraError"), body);
    return contract.isEmpty() || fault(reference("OpenAiError"), body).isEmpty()
        ? Optional.empty()
        : contract;
  }

  /** What is wrong with a value, if it does not have this shape. */
  public static Optional<String> shape(String schema, JsonNode value) {
    return fault(reference(schema), value);
  }

  private static ObjectNode reference(String schema) {
    return JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
  }

  /** What is wrong with a value by a schema that stands in the description. */
  static Optional<String> fault(JsonNode schema, JsonNode value) {
    Schema compiled =
        SCHEMAS.computeIfAbsent(
            schema,
            _ -> {
              ObjectNode whole = ((ObjectNode) schema).deepCopy();
              whole.set("components", DOCUMENT.path("components"));
              return REGISTRY.getSchema(whole);
            });
    List<Error> errors = compiled.validate(value);
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("; ", errors.stream().map(Error::toString).toList()));
  }

  private static JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
  }

  private static ObjectNode closed() {
    ObjectNode document = (ObjectNode) OpenApiDocument.load().tree();
    close(document.path("paths"));
    close(document.path("components"));
    return document;
  }

  private static void close(JsonNode node) {
    node.forEach(Conformity::close);
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
  }
}
