package dev.afterglow.api;

import dev.afterglow.http.ApiError;
import dev.afterglow.text.Printable;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body of the singular form {@code /v1/video/generations} in the contract's words: {@code width}
 * and {@code height} become one {@code size}, and what stands in {@code metadata}, which is where
 * new-api's clients put the parameters of a vendor, counts as if it stood beside {@code model}.
 */
public final class SingularBody {
  private static final String METADATA = "metadata";
  private static final String WIDTH = "width";
  private static final String HEIGHT = "height";
  private static final String SIZE = "size";
  private static final Pattern SIDE = Pattern.compile("\\d{1,9}");

  private SingularBody() {}

  /**
   * The same request in the contract's words; what is no object is given back as it is.
   *
   * @throws ApiError 400 for a member of {@code metadata} that would be lost, or half a size
   */
  public static JsonNode inContractsWords(JsonNode json) {
    if (!(json instanceof ObjectNode given)) {
      return json;
    }
    ObjectNode body = sized("", given);
    Optional<JsonNode> metadata = new JsonBody(body).filled(METADATA);
    if (metadata.isPresent()) {
      body.remove(METADATA);
      addUnderstood(body, metadata.get());
    }
    return body;
  }

  private static void addUnderstood(ObjectNode body, JsonNode metadata) {
    if (!(metadata instanceof ObjectNode given)) {
      throw ApiError.invalid("metadata.object", METADATA, JsonBody.shown(metadata));
    }
    ObjectNode members = sized(METADATA + ".", given);
    Vocabulary.check(METADATA + ".", new JsonBody(members));
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (Vocabulary.UNDERSTOOD.contains(name) && !JsonBody.isEmpty(value)) {
        JsonNode beside = body.path(name);
        if (!beside.isMissingNode() && !JsonBody.isEmpty(beside) && !same(beside, value)) {
          throw ApiError.invalid(
              "member.disagree",
              name,
              JsonBody.shown(beside),
              METADATA + "." + name,
              JsonBody.shown(value));
        }
        body.set(name, value);
      }
    }
  }

  /** Digits are the same in quotes and without. */
  private static boolean same(JsonNode one, JsonNode other) {
    return one.equals(other)
        || (!one.isContainer() && !other.isContainer() && one.asString().equals(other.asString()));
  }

  /** A copy in which width and height are one size. */
  private static ObjectNode sized(String place, ObjectNode given) {
    ObjectNode body = given.deepCopy();
    JsonBody members = new JsonBody(given);
    Optional<JsonNode> width = members.filled(WIDTH);
    Optional<JsonNode> height = members.filled(HEIGHT);
    body.remove(WIDTH);
    body.remove(HEIGHT);
    if (width.isEmpty() && height.isEmpty()) {
      return body;
    }
    if (width.isEmpty() || height.isEmpty()) {
      boolean wide = width.isPresent();
      throw ApiError.invalid(
          "size.half", place + (wide ? WIDTH : HEIGHT), place + (wide ? HEIGHT : WIDTH));
    }
    String size = side(place + WIDTH, width.get()) + "x" + side(place + HEIGHT, height.get());
    Optional<JsonNode> beside = members.filled(SIZE);
    if (beside.isPresent() && !beside.get().asString().equals(size)) {
      throw ApiError.invalid(
          "member.disagree",
          place + SIZE,
          JsonBody.shown(beside.get()),
          place + WIDTH + ", " + HEIGHT,
          Printable.of(size));
    }
    body.set(SIZE, JsonNodeFactory.instance.stringNode(size));
    return body;
  }

  private static String side(String place, JsonNode value) {
    String digits = JsonBody.digits(value);
    if (!SIDE.matcher(digits).matches()) {
      throw ApiError.invalid("size.side", place, JsonBody.shown(value));
    }
    return digits;
  }
}
