package dev.afterglow.engines.openai;

import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.JsonDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What sets one relative of the OpenAI video API apart from the others.
 *
 * @param form whether an order is a form ({@code multipart/form-data}) and not JSON
 * @param order an order from text; in a form each of its members is a field
 * @param pictureOrder an order from a picture
 * @param pictureField the field of a form that takes the picture as a file
 * @param secondsAsText whether JSON says {@code "8"} and not {@code 8}
 * @param films where an answer may name the film's address, as JSON pointers; without one the film
 *     is below the job, at {@code /content}
 * @param cost where an answer names the cost in US dollars, as a JSON pointer
 * @param deletes whether a job can be deleted, which also stops it
 * @param namesModels whether {@code GET /models} tells which model is served; otherwise the
 *     operator says it
 * @param pollInterval the usual pause between two polls of one job
 * @param family the models that are usually served, if there is a usual one
 */
public record Flavour(
    boolean form,
    BodyTemplate order,
    BodyTemplate pictureOrder,
    Optional<String> pictureField,
    boolean secondsAsText,
    List<String> films,
    Optional<String> cost,
    boolean deletes,
    boolean namesModels,
    Duration pollInterval,
    Optional<String> family) {
  /** Those that are shipped. */
  public static final List<String> SHIPPED =
      List.of("vllm-omni", "sglang", "openrouter", "together", "aquiles", "canonical");

  private static final Set<String> MEMBERS =
      Set.of(
          "comment",
          "form",
          "order",
          "picture-order",
          "picture-field",
          "seconds-as-text",
          "films",
          "cost",
          "deletes",
          "names-models",
          "poll-seconds",
          "family");

  public Flavour {
    films = List.copyOf(films);
    if (pictureField.isPresent() && !form) {
      throw new IllegalArgumentException("flavour: only a form has a field for a picture");
    }
    if (!pollInterval.isPositive()) {
      throw new IllegalArgumentException("flavour: the pause between polls must be positive");
    }
  }

  /**
   * One that is shipped.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Flavour shipped(String name) {
    if (!SHIPPED.contains(name)) {
      throw new IllegalArgumentException(
          "flavour: " + name + " (expected: " + String.join(", ", SHIPPED) + ")");
    }
    return of(JsonDocument.shipped(Flavour.class, name + ".json"));
  }

  /**
   * The operator's own.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if something in it is wrong
   */
  public static Flavour read(Path file) throws IOException {
    return of(JsonDocument.read(file));
  }

  /** Whether films can be made from pictures. */
  public boolean takesPicture() {
    return pictureField.isPresent() || pictureOrder.takesPicture();
  }

  private static Flavour of(JsonDocument file) {
    file.requireOnly(MEMBERS);
    JsonNode order = file.object("order").orElseThrow(() -> file.wrong("order", "missing")).root();
    JsonNode pictureOrder = file.object("picture-order").map(JsonDocument::root).orElse(order);
    List<String> films = file.texts("films");
    Optional<String> cost = file.text("cost");
    films.forEach(pointer -> requirePointer(file, "films", pointer));
    cost.ifPresent(pointer -> requirePointer(file, "cost", pointer));
    return new Flavour(
        file.flag("form"),
        new BodyTemplate(order),
        new BodyTemplate(pictureOrder),
        file.text("picture-field"),
        file.flag("seconds-as-text"),
        films,
        cost,
        file.flag("deletes"),
        file.flag("names-models"),
        Duration.ofSeconds(file.number("poll-seconds").orElse(2)),
        file.text("family"));
  }

  private static void requirePointer(JsonDocument file, String member, String pointer) {
    if (!pointer.startsWith("/")) {
      throw file.wrong(member, pointer + " (expected: a JSON pointer such as /url)");
    }
  }
}
