package dev.afterglow.api;

import dev.afterglow.http.ApiError;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object whose members are taken by name and type. A member that is {@code null} counts as
 * absent, because many clients write their unset options so.
 */
final class JsonBody {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,100}");

  private final JsonNode object;

  /**
   * @throws ApiError 400 if it is not an object
   */
  JsonBody(JsonNode value) {
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
  String requiredString(String name, Argument.Choice accepted) {
    return string(name).orElseThrow(() -> ApiError.invalid("field.missing", name, accepted));
  }

  /**
   * As {@link #member}, and what forms send for a field that was left empty counts as absent, too.
   */
  Optional<JsonNode> filled(String name) {
    return object.optional(name).filter(value -> !isEmpty(value));
  }

  /** Whether a value is {@code null}, {@code ""}, or an array of nothing but {@code ""}. */
  static boolean isEmpty(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().allMatch(entry -> entry.isString() && isEmpty(entry));
    }
    return value.isNull() || (value.isString() && value.stringValue().isEmpty());
  }

  /** A string that is not left empty. */
  Optional<String> filledString(String name) {
    return filled(name).map(value -> string(name, value));
  }

  /** A whole number, in quotes or not: neither {@code 8.0} nor {@code "8s"}. */
  Optional<Integer> integer(String name, List<Integer> accepted) {
    return filled(name)
        .map(value -> {
          String digits = digits(value);
          if (!WHOLE.matcher(digits).matches()) {
            throw ApiError.invalid(
                "field.integer", name, shown(value), Argument.Choice.of(accepted));
          }
          return accepted.stream()
              .filter(one -> one.toString().equals(digits))
              .findFirst()
              .orElseThrow(() ->
                  ApiError.invalid(
                      "field.value", name, shown(value), Argument.Choice.of(accepted)));
        });
  }

  /** What may be a whole number, as it was written; empty for a value of another kind. */
  static String digits(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    return value.isIntegralNumber() ? value.toString() : "";
  }

  /** How many members there are. */
  int size() {
    return object.size();
  }

  /** Shows every member with its name. */
  void forEach(BiConsumer<String, JsonNode> reader) {
    object.forEachEntry(reader);
  }

  /** A string in a place of its own, such as {@code image_urls[0]}. */
  static String string(String place, JsonNode value) {
    if (!value.isString()) {
      throw ApiError.invalid("field.string", place, shown(value));
    }
    return value.stringValue();
  }

  /** A value as a message shows it: a container by its type alone. */
  static Argument shown(JsonNode value) {
    return value.isContainer() ? type(value) : new Argument.Plain(Printable.of(value.toString()));
  }

  private static Text type(JsonNode value) {
    return Text.of(
        switch (value.getNodeType()) {
          case ARRAY -> "type.array";
          case BOOLEAN -> "type.boolean";
          case NUMBER -> "type.number";
          case OBJECT, POJO -> "type.object";
          case BINARY, STRING -> "type.string";
          case MISSING, NULL -> "type.null";
        });
  }
}
