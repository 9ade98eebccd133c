package dev.afterglow.api;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.generation.FrameSize;
import dev.afterglow.tasks.Prompt;
import dev.afterglow.webhooks.Webhooks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of a generation request as JSON Schema (draft 2020-12), for one model. The contract's
 * members come first; every other spelling refers to one of them. What is accepted without effect
 * and what is refused stands in {@code x-ignored} and {@code x-refused}; {@code x-refused-words}
 * are those that no other name may hold.
 */
public final class InputSchema {
  private static final String SCHEMA = "https://json-schema.org/draft/2020-12/schema";

  private InputSchema() {}

  /** The schema for one model. */
  public static Map<String, Object> of(Model model) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", SCHEMA);
    schema.put("type", "object");
    schema.put("required", List.of("model", "prompt"));
    schema.put("properties", properties(model));
    schema.put("x-ignored", Vocabulary.IGNORED);
    schema.put("x-refused", Vocabulary.refused());
    schema.put("x-refused-words", Vocabulary.refusedWords());
    return schema;
  }

  private static Map<String, Object> properties(Model model) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of(model.id()));
    names.addAll(model.snapshots());
    properties.put("model", Map.of("type", "string", "enum", names));
    properties.put("prompt", prompt());
    properties.put("duration", duration());
    properties.put(
        "resolution",
        choice("string", model.resolutions().stream().map(Resolution::id).toList(), "720p"));
    properties.put("aspect_ratio", choice("string", GenerateBody.ASPECT_RATIO_NAMES, "16:9"));
    properties.put("image_urls", pictures());
    properties.put("size", sizes(model));
    properties.put("seed", seed());
    properties.put(Vocabulary.WEBHOOK, webhook());
    properties.put(Vocabulary.LANGUAGE, Map.of("type", "string"));
    addOthers(properties, Vocabulary.DURATION);
    addOthers(properties, Vocabulary.ASPECT_RATIO);
    addOthers(properties, Vocabulary.PICTURE);
    ForeignNames.COUNT.forEach(name -> properties.put(name, Map.of("enum", List.of(1, "1"))));
    return properties;
  }

  /** The other names of the first one. */
  private static void addOthers(Map<String, Object> properties, List<String> names) {
    names.stream()
        .skip(1)
        .forEach(name -> properties.put(name, Map.of("$ref", "#/properties/" + names.getFirst())));
  }

  private static Map<String, Object> webhook() {
    Map<String, Object> address = new LinkedHashMap<>();
    address.put("type", "string");
    address.put("format", "uri");
    address.put("maxLength", Webhooks.LONGEST_URL);
    return address;
  }

  private static Map<String, Object> prompt() {
    Map<String, Object> prompt = new LinkedHashMap<>();
    prompt.put("type", "string");
    prompt.put("minLength", 1);
    prompt.put("maxLength", Prompt.LONGEST);
    return prompt;
  }

  /** Numbers, or the same in quotes. */
  private static Map<String, Object> duration() {
    List<Object> values = new ArrayList<>(VideoFormat.SECONDS);
    VideoFormat.SECONDS.forEach(seconds -> values.add(seconds.toString()));
    return choice(List.of("integer", "string"), values, 4);
  }

  /** A number, or the same in quotes. */
  private static Map<String, Object> seed() {
    Map<String, Object> seed = new LinkedHashMap<>();
    seed.put("type", List.of("integer", "string"));
    seed.put("minimum", -1);
    seed.put("pattern", "^(-1|[0-9]{1,18})$");
    return seed;
  }

  private static Map<String, Object> sizes(Model model) {
    List<String> names = FrameSize.of(model).stream().map(FrameSize::id).toList();
    return Map.of("type", "string", "enum", names);
  }

  private static Map<String, Object> choice(Object type, List<?> values, Object preset) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("type", type);
    choice.put("enum", values);
    choice.put("default", preset);
    return choice;
  }

  /** An array of one, or the one itself: its address, or an object that holds the address. */
  private static Map<String, Object> pictures() {
    Map<String, Object> address = Map.of("type", "string");
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", Map.of("url", address));
    object.put("required", List.of("url"));
    Map<String, Object> array = new LinkedHashMap<>();
    array.put("type", "array");
    array.put("maxItems", 1);
    array.put("items", Map.of("anyOf", List.of(address, object)));
    return Map.of("anyOf", List.of(array, address, object));
  }
}
