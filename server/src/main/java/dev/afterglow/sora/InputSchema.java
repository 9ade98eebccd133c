package dev.afterglow.sora;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Shape;
import dev.afterglow.tasks.GenerateRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a generation request as JSON Schema (draft 2020-12), for one model. */
final class InputSchema {
  private InputSchema() {}

  static Map<String, Object> of(Model model) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("model", Map.of("type", "string", "const", model.id()));
    properties.put("prompt", prompt());
    properties.put("duration", choice("integer", Shape.SECONDS, 4));
    properties.put(
        "resolution",
        choice("string", model.resolutions().stream().map(Resolution::id).toList(), "720p"));
    properties.put(
        "aspect_ratio", choice("string", List.of("16:9", "9:16", "landscape", "portrait"), "16:9"));
    properties.put("image_urls", pictures());
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("type", "object");
    schema.put("required", List.of("model", "prompt"));
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> prompt() {
    Map<String, Object> prompt = new LinkedHashMap<>();
    prompt.put("type", "string");
    prompt.put("minLength", 1);
    prompt.put("maxLength", GenerateRequest.LONGEST_PROMPT);
    return prompt;
  }

  private static Map<String, Object> choice(String type, List<?> values, Object preset) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("type", type);
    choice.put("enum", values);
    choice.put("default", preset);
    return choice;
  }

  private static Map<String, Object> pictures() {
    Map<String, Object> pictures = new LinkedHashMap<>();
    pictures.put("type", "array");
    pictures.put("maxItems", 1);
    pictures.put("items", Map.of("type", "string", "format", "uri"));
    return pictures;
  }
}
