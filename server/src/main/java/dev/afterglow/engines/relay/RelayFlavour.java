package dev.afterglow.engines.relay;

import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.ModelFile;
import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What sets one server of the contract's form apart from another.
 *
 * @param order an order from text
 * @param pictureOrder an order from a picture
 * @param pictures how a picture reaches the server
 * @param cancels whether {@code POST /tasks/{id}/cancel} stops a task
 * @param idempotent whether an order that is repeated under its {@code Idempotency-Key} makes one
 *     film and costs nothing more
 * @param headers sent with every order, such as the version of the answer that is wanted
 * @param pollInterval the usual pause between two polls of one task
 */
public record RelayFlavour(
    BodyTemplate order,
    BodyTemplate pictureOrder,
    Pictures pictures,
    boolean cancels,
    boolean idempotent,
    Map<String, String> headers,
    Duration pollInterval) {
  /** Those that are shipped. */
  public static final List<String> SHIPPED = List.of("afterglow", "apimart");

  private static final Map<String, Pictures> WAYS =
      Map.of("inline", Pictures.INLINE, "upload", Pictures.UPLOAD, "none", Pictures.NONE);

  private static final Pattern HEADER = Pattern.compile("[ -~]{1,1000}");

  /** What the connection sets itself, and what says who we are, is not the shape's to say. */
  private static final Pattern HEADER_NAME =
      Pattern.compile(
          "(?i)(?!(?:host|content-.*|transfer-encoding|connection|authorization|idempotency-key)$)"
              + "[a-z0-9-]{1,100}");

  private static final int LONGEST_POLL = 3_600;

  /** How a picture reaches the server. */
  public enum Pictures {
    /** In the order, as {@code {{image}}} (a data URI) or {@code {{image_base64}}}. */
    INLINE,
    /** Ahead of the order, to {@code POST /uploads/images}; its link is {@code {{image_url}}}. */
    UPLOAD,
    /** Not at all. */
    NONE
  }

  public RelayFlavour {
    headers = Map.copyOf(headers);
    if (idempotent && pictures == Pictures.UPLOAD) {
      // The link of a second upload is another one, and so is the order then.
      throw new IllegalArgumentException(
          "idempotent: not with uploaded pictures, since a repeated order would differ");
    }
  }

  /**
   * One that is shipped.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static RelayFlavour shipped(String name) {
    if (!SHIPPED.contains(name)) {
      throw new IllegalArgumentException("flavour: " + name);
    }
    try {
      return TemplateFile.shipped(RelayFlavour.class, name, ".json", SHIPPED).as(RelayFlavour::of);
    } catch (TemplateRefused e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The operator's own.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static RelayFlavour read(Path file) throws TemplateRefused {
    return TemplateFile.read(file).as(RelayFlavour::of);
  }

  /** The same where the operator says otherwise. */
  public RelayFlavour idempotent(boolean is) {
    return new RelayFlavour(order, pictureOrder, pictures, cancels, is, headers, pollInterval);
  }

  private static RelayFlavour of(Fields fields) {
    fields.get("comment");
    if (!fields.has("order")) {
      fields.missing("order", "object");
    }
    JsonNode order =
        ModelFile.order(fields, "order").orElseGet(JsonNodeFactory.instance::objectNode);
    BodyTemplate pictureOrder =
        new BodyTemplate(ModelFile.order(fields, "picture-order").orElse(order));
    if (!fields.has("pictures")) {
      fields.missing("pictures", "choice", String.join(", ", WAYS.keySet()));
    }
    Pictures pictures = fields.choice("pictures", WAYS, Pictures.NONE);
    if (pictures == Pictures.INLINE && !pictureOrder.takesPicture()) {
      fields.wrongValue(
          "picture-order", "", "picture-body", "{{image}}, {{image_base64}}, {{image_url}}");
    }
    boolean idempotent = fields.flag("idempotent", false);
    if (idempotent && pictures == Pictures.UPLOAD) {
      fields.wrong("idempotent", "not-with-upload");
    }
    boolean cancels = fields.flag("cancels", false);
    Map<String, String> headers = headers(fields);
    Duration pollInterval = Duration.ofSeconds(fields.whole("poll-seconds", 1, LONGEST_POLL, 5));
    return new RelayFlavour(
        new BodyTemplate(order),
        pictureOrder,
        pictures,
        cancels,
        idempotent && pictures != Pictures.UPLOAD,
        headers,
        pollInterval);
  }

  private static Map<String, String> headers(Fields fields) {
    Map<String, String> headers = new TreeMap<>();
    fields
        .object("headers")
        .ifPresent(all ->
            all.names()
                .forEach(name ->
                    all.text(name, HEADER, "header")
                        .filter(_ -> isFree(all, name))
                        .ifPresent(value -> headers.put(name, value))));
    return headers;
  }

  private static boolean isFree(Fields all, String name) {
    boolean free = HEADER_NAME.matcher(name).matches();
    if (!free) {
      all.wrong(name, "header");
    }
    return free;
  }
}
