package dev.afterglow.engines.relay;

import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.JsonDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

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

  private static final Set<String> MEMBERS =
      Set.of(
          "comment",
          "order",
          "picture-order",
          "pictures",
          "cancels",
          "idempotent",
          "headers",
          "poll-seconds");

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
    if (pictures == Pictures.INLINE && !pictureOrder.takesPicture()) {
      throw new IllegalArgumentException("picture-order: has no place for {{image}}");
    }
    if (!pollInterval.isPositive()) {
      throw new IllegalArgumentException("poll-seconds: must be positive");
    }
  }

  /**
   * One that is shipped.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static RelayFlavour shipped(String name) {
    if (!SHIPPED.contains(name)) {
      throw new IllegalArgumentException(
          "flavour: " + name + " (expected: " + String.join(", ", SHIPPED) + ")");
    }
    return of(JsonDocument.shipped(RelayFlavour.class, name + ".json"));
  }

  /**
   * The operator's own.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if something in it is wrong
   */
  public static RelayFlavour read(Path file) throws IOException {
    return of(JsonDocument.read(file));
  }

  /** The same where the operator says otherwise. */
  public RelayFlavour idempotent(boolean is) {
    return new RelayFlavour(order, pictureOrder, pictures, cancels, is, headers, pollInterval);
  }

  private static RelayFlavour of(JsonDocument file) {
    file.requireOnly(MEMBERS);
    JsonNode order = file.object("order").orElseThrow(() -> file.wrong("order", "missing")).root();
    JsonNode pictureOrder = file.object("picture-order").map(JsonDocument::root).orElse(order);
    return new RelayFlavour(
        new BodyTemplate(order),
        new BodyTemplate(pictureOrder),
        pictures(file),
        file.flag("cancels"),
        file.flag("idempotent"),
        headers(file),
        Duration.ofSeconds(file.number("poll-seconds").orElse(5)));
  }

  private static Pictures pictures(JsonDocument file) {
    Optional<String> word = file.text("pictures");
    for (Pictures way : Pictures.values()) {
      if (word.isPresent() && way.name().toLowerCase(Locale.ROOT).equals(word.get())) {
        return way;
      }
    }
    throw file.wrong("pictures", "expected inline, upload or none");
  }

  private static Map<String, String> headers(JsonDocument file) {
    return file.object("headers")
        .map(headers ->
            headers.root().propertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> headers.text(name).orElse(""))))
        .orElseGet(Map::of);
  }
}
