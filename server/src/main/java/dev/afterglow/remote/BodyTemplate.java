package dev.afterglow.remote;

import dev.afterglow.engines.Job;
import dev.afterglow.engines.Picture;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.RequestBody.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON document with gaps such as {@code {{prompt}}}, which a job fills. A text that is nothing
 * but one gap takes the value's own type, so that {@code "{{seconds}}"} becomes {@code 8} and
 * {@code "{{seconds}}s"} becomes {@code "8s"}; {@code "{{seconds|text}}"} becomes {@code "8"}. A
 * member or entry whose gap has no value is left out.
 *
 * <p>The values are those of {@link JobValues}; {@code image} (a data URI) and {@code image_base64}
 * are written straight into the request, so that a large picture is never copied into the document.
 */
public final class BodyTemplate {
  private static final Pattern GAP =
      Pattern.compile("\\{\\{\\s*([a-z0-9_]{1,40})\\s*(\\|\\s*text\\s*)?\\}\\}");
  private static final Pattern BRACES = Pattern.compile("\\{\\{([^}]*)\\}\\}");
  private static final String IMAGE = "image";
  private static final String IMAGE_BASE64 = "image_base64";
  private static final String IMAGE_URL = "image_url";

  private final JsonNode document;

  /**
   * @throws IllegalArgumentException if a gap is not one of the values
   */
  public BodyTemplate(JsonNode document) {
    this.document = document;
    gaps(document.toString()).stream()
        .filter(gap -> !JobValues.NAMES.contains(gap))
        .findFirst()
        .ifPresent(gap -> {
          throw new IllegalArgumentException(
              "unknown value {{" + gap + "}}; there are " + String.join(", ", JobValues.NAMES));
        });
  }

  /** The first thing in double braces that is none of the values, however it is written. */
  public static Optional<String> unknownGap(JsonNode document) {
    String text = document.toString();
    return BRACES
        .matcher(text)
        .results()
        .filter(found ->
            !GAP.matcher(found.group()).matches()
                || !JobValues.NAMES.contains(gaps(found.group()).getFirst()))
        .map(found -> found.group(1).strip())
        .findFirst();
  }

  /** Whether the document has a place for a picture, or for the address of one. */
  public boolean takesPicture() {
    List<String> gaps = gaps(document.toString());
    return gaps.contains(IMAGE) || gaps.contains(IMAGE_BASE64) || gaps.contains(IMAGE_URL);
  }

  /** Whether the document has a place for the address of a picture that went ahead of it. */
  public boolean takesPictureAddress() {
    return gaps(document.toString()).contains(IMAGE_URL);
  }

  /** The document for a job, as a JSON body. */
  public RequestBody fill(Job job, JobValues values) {
    String marker = "@image-" + job.id() + "@";
    String text = filled(job, values, marker).toString();
    int at = job.picture().isPresent() ? text.indexOf(marker) : -1;
    if (at < 0) {
      return RequestBody.json(Piece.text(text));
    }
    return RequestBody.json(
        Piece.text(text.substring(0, at)),
        Piece.base64(job.picture().get().bytes()),
        Piece.text(text.substring(at + marker.length())));
  }

  /** The document for a job that has no picture, or whose picture went ahead of it. */
  public JsonNode fillPlain(Job job, JobValues values) {
    return filled(job, values, "");
  }

  private JsonNode filled(Job job, JobValues values, String marker) {
    Optional<JsonNode> whole = fill(document, name -> value(name, job, values, marker));
    return whole.orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private static Optional<JsonNode> value(String name, Job job, JobValues values, String marker) {
    Optional<Picture> picture = marker.isEmpty() ? Optional.empty() : job.picture();
    return switch (name) {
      case IMAGE ->
          picture.map(image -> text("data:" + image.format().mediaType() + ";base64," + marker));
      case IMAGE_BASE64 -> picture.map(_ -> text(marker));
      default -> values.of(name);
    };
  }

  private interface Values {
    Optional<JsonNode> of(String name);
  }

  private static Optional<JsonNode> fill(JsonNode node, Values values) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          fill(member.getValue(), values).ifPresent(value -> filled.set(member.getKey(), value));
        }
        yield filled.isEmpty() && !object.isEmpty() ? Optional.empty() : Optional.of(filled);
      }
      case ArrayNode array -> {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : array) {
          fill(entry, values).ifPresent(filled::add);
        }
        yield filled.isEmpty() && !array.isEmpty() ? Optional.empty() : Optional.of(filled);
      }
      default -> node.isString() ? fillText(node.stringValue(), values) : Optional.of(node);
    };
  }

  private static Optional<JsonNode> fillText(String text, Values values) {
    Matcher gap = GAP.matcher(text);
    if (gap.matches()) {
      return values.of(gap.group(1)).map(value -> gap.group(2) == null ? value : asText(value));
    }
    StringBuilder filled = new StringBuilder();
    gap.reset();
    while (gap.find()) {
      Optional<JsonNode> value = values.of(gap.group(1));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      gap.appendReplacement(filled, Matcher.quoteReplacement(value.get().asString()));
    }
    return Optional.of(text(gap.appendTail(filled).toString()));
  }

  private static JsonNode asText(JsonNode value) {
    return text(value.asString());
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  private static List<String> gaps(String text) {
    List<String> found = new ArrayList<>();
    Matcher gap = GAP.matcher(text);
    while (gap.find()) {
      found.add(gap.group(1));
    }
    return found;
  }
}
