package dev.afterglow.engines.openai;

import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.ModelFile;
import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

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

  private static final Pattern POINTER = Pattern.compile("/.{0,200}");
  private static final Pattern WORD = Pattern.compile("\\P{Cntrl}{1,200}");
  private static final int LONGEST_POLL = 3_600;

  public Flavour {
    films = List.copyOf(films);
  }

  /**
   * One that is shipped.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Flavour shipped(String name) {
    if (!SHIPPED.contains(name)) {
      throw new IllegalArgumentException("flavour: " + name);
    }
    try {
      return TemplateFile.shipped(Flavour.class, name, ".json", SHIPPED).as(Flavour::of);
    } catch (TemplateRefused e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The operator's own.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static Flavour read(Path file) throws TemplateRefused {
    return TemplateFile.read(file).as(Flavour::of);
  }

  /** Whether films can be made from pictures. */
  public boolean takesPicture() {
    return pictureField.isPresent() || pictureOrder.takesPicture();
  }

  private static Flavour of(Fields fields) {
    fields.get("comment");
    boolean form = fields.flag("form", false);
    if (!fields.has("order")) {
      fields.missing("order", "object");
    }
    JsonNode order =
        ModelFile.order(fields, "order").orElseGet(JsonNodeFactory.instance::objectNode);
    JsonNode pictureOrder = ModelFile.order(fields, "picture-order").orElse(order);
    if (fields.has("picture-field") && !form) {
      fields.wrong("picture-field", "form-only");
    }
    Flavour flavour =
        new Flavour(
            form,
            new BodyTemplate(order),
            new BodyTemplate(pictureOrder),
            fields.text("picture-field", WORD, "text"),
            fields.flag("seconds-as-text", false),
            fields.texts("films", POINTER, "json-pointer"),
            fields.text("cost", POINTER, "json-pointer"),
            fields.flag("deletes", false),
            fields.flag("names-models", false),
            Duration.ofSeconds(fields.whole("poll-seconds", 1, LONGEST_POLL, 2)),
            fields.text("family", WORD, "text"));
    return flavour;
  }
}
