package dev.afterglow.engines.fal;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Job;
import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.GridFields;
import dev.afterglow.remote.templates.TextTemplate;
import dev.afterglow.remote.templates.ValueMaps;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A model at fal: its ids, the input objects it takes, and what it makes. Read from a file, since
 * each model has fields and types of its own.
 *
 * @param text how films are made from text, where they are
 * @param picture how films are made from a picture, where they are
 * @param values the model's words for our values
 * @param film where the film's address stands in a result, as a JSON pointer
 */
public record FalModel(
    Optional<Input> text,
    Optional<Input> picture,
    Capabilities capabilities,
    ValueMaps values,
    String film) {
  /** The models that there are files of. */
  public static final Descriptions<FalModel> MODELS =
      new Descriptions<>(
          FalModel.class,
          ".json",
          List.of(
              "wan-3.0",
              "wan-2.7",
              "seedance-2.5",
              "seedance-2.0",
              "kling-4.0",
              "kling-3.0",
              "veo-3.1",
              "ltx-2.5-fast",
              "ltx-2.3-fast",
              "minimax-h3",
              "vidu-q3"),
          file -> file.as(FalModel::of));

  /** What may stand in a model's id, since some have their resolution there. */
  private static final List<String> ID_VALUES =
      List.of("resolution", "aspect", "orientation", "size");

  private static final Pattern ID =
      Pattern.compile("[a-z0-9][A-Za-z0-9._-]*(?:/(?:[A-Za-z0-9._-]+|\\{\\{[a-z]+}}))+");
  private static final Pattern POINTER = Pattern.compile("(?:/[^/]+)+");

  /**
   * An endpoint of the model.
   *
   * @param id such as {@code alibaba/wan-3.0/text-to-video}
   */
  public record Input(TextTemplate id, BodyTemplate body) {}

  private static FalModel of(Fields fields) {
    Optional<Input> text = input(fields, "text", "body");
    Optional<Input> picture = input(fields, "picture", "picture-body");
    if (!fields.has("text") && !fields.has("picture")) {
      fields.missing("text", "either", "text, picture");
    }
    if (picture.isPresent() && !picture.get().body().takesPicture()) {
      fields.wrongValue("picture-body", "", "picture-body", "{{image}}, {{image_base64}}");
    }
    Capabilities capabilities = GridFields.read(fields, fields.has("text"), fields.has("picture"));
    ValueMaps values = ValueMaps.read(fields);
    String film = fields.text("film", POINTER, "pointer").orElse("/video/url");
    return new FalModel(text, picture, capabilities, values, film);
  }

  /** The endpoint for a job; empty if the model has none for it. */
  Optional<Input> input(Job job) {
    return job.picture().isPresent() ? picture : text;
  }

  private static Optional<Input> input(Fields fields, String name, String bodyName) {
    Optional<TextTemplate> id =
        fields
            .text(name, ID, "model")
            .map(TextTemplate::new)
            .filter(template -> {
              Optional<String> unknown = template.unknownGap(ID_VALUES);
              unknown.ifPresent(
                  gap -> fields.wrongValue(name, gap, "gap", String.join(", ", ID_VALUES)));
              return unknown.isEmpty();
            });
    if (fields.has(name) && !fields.has(bodyName)) {
      fields.missing(bodyName, "body");
    }
    Optional<BodyTemplate> body =
        fields
            .body(bodyName)
            .filter(document -> known(fields, bodyName, document))
            .map(BodyTemplate::new);
    return id.flatMap(found -> body.map(filled -> new Input(found, filled)));
  }

  private static boolean known(Fields fields, String name, JsonNode document) {
    Optional<String> unknown = BodyTemplate.unknownGap(document);
    unknown.ifPresent(
        gap -> fields.wrongValue(name, gap, "gap", String.join(", ", JobValues.NAMES)));
    return unknown.isEmpty();
  }
}
