package dev.afterglow.sora;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * A JSON object whose members are taken by name and type. A member that is {@code null} counts as
 * absent, because many clients write their unset options so; members nobody takes are ignored.
 */
final class Body {
  private final JsonNode object;

  /**
   * @throws ApiError 400 if it is not an object
   */
  Body(JsonNode value) {
    if (!value.isObject()) {
      throw ApiError.invalid("body.object", type(value));
    }
    this.object = value;
  }

  Optional<JsonNode> member(String name) {
    return object.optional(name).filter(value -> !value.isNull());
  }

  /** A string. */
  Optional<String> string(String name) {
    return member(name).map(value -> string(name, value));
  }

  /** A string that has to be there. */
  String requiredString(String name, String accepted) {
    return string(name).orElseThrow(() -> ApiError.invalid("field.missing", name, accepted));
  }

  /** An integer written as one: neither {@code 8.0} nor {@code "8"}. */
  Optional<Integer> integer(String name, List<Integer> accepted) {
    return member(name)
        .map(value -> {
          if (!value.isIntegralNumber()) {
            throw ApiError.invalid("field.integer", name, shown(value), list(accepted));
          }
          if (!value.canConvertToInt() || !accepted.contains(value.intValue())) {
            throw ApiError.invalid("field.value", name, shown(value), list(accepted));
          }
          return value.intValue();
        });
  }

  /** A string in a place of its own, such as {@code image_urls[0]}. */
  static String string(String place, JsonNode value) {
    if (!value.isString()) {
      throw ApiError.invalid("field.string", place, shown(value));
    }
    return value.stringValue();
  }

  /** A value as a message shows it. */
  static String shown(JsonNode value) {
    return value.isContainer() ? type(value) : Shown.of(value.toString());
  }

  /** Accepted values as a message lists them. */
  static String list(List<?> accepted) {
    return String.join(", ", accepted.stream().map(String::valueOf).toList());
  }

  private static String type(JsonNode value) {
    JsonNodeType type = value.getNodeType();
    return type.name().toLowerCase(Locale.ROOT);
  }
}
