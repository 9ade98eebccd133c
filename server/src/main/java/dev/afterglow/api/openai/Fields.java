package dev.afterglow.api.openai;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.multipart.Multipart;
import dev.afterglow.http.multipart.MultipartException;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The members of a request, whether it came as JSON or as a form: OpenAI's clients send forms even
 * without a file. A member that is {@code null} or left empty counts as absent.
 */
final class Fields {
  private final JsonNode object;
  private final Map<String, byte[]> files;

  private Fields(JsonNode object, Map<String, byte[]> files) {
    this.object = object;
    this.files = files;
  }

  /**
   * Reads a request's body.
   *
   * @throws ApiError 400 if it cannot be read, 415 if it is neither JSON nor a form
   */
  static Fields read(Exchange exchange) throws IOException {
    String type = exchange.header("Content-Type").orElse("");
    if (!Multipart.is(type)) {
      JsonNode json = json(exchange, type);
      if (!json.isObject()) {
        throw ApiError.invalid("openai.object");
      }
      return new Fields(json, Map.of());
    }
    byte[] body = exchange.body();
    FormFields form = new FormFields();
    try {
      // Bounded by the route; what is in memory at once is bounded by the listener.
      Multipart.read(type, new ByteArrayInputStream(body), body.length + 1L, form);
    } catch (MultipartException e) {
      throw refusal(e.fault());
    }
    return new Fields(form.object(), form.files());
  }

  private static JsonNode json(Exchange exchange, String type) {
    try {
      return exchange.json();
    } catch (ApiError refused) {
      throw refused.kind() == ErrorKind.UNSUPPORTED_MEDIA
          ? ApiError.of(
              ErrorKind.UNSUPPORTED_MEDIA, Text.of("openai.content-type", Printable.of(type)))
          : refused;
    }
  }

  /** The members of an object that came in another way. */
  static Fields of(JsonNode object) {
    return new Fields(object, Map.of());
  }

  static ApiError refusal(MultipartException.Fault fault) {
    return switch (fault) {
      case NOT_A_FORM -> ApiError.of(ErrorKind.UNSUPPORTED_MEDIA, Text.of("openai.form.boundary"));
      case MALFORMED -> ApiError.invalid("openai.form.malformed");
      case TOO_MANY_PARTS -> ApiError.invalid("openai.form.parts");
      case TOO_LARGE -> ApiError.invalid("openai.form.heads");
    };
  }

  /** The names of all members that say something. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(files.keySet());
    object.forEachEntry((name, value) -> {
      if (!isEmpty(value)) {
        names.add(name);
      }
    });
    return names;
  }

  /** The bytes of a file, never changed afterwards. */
  Optional<byte[]> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** A member of any type. */
  Optional<JsonNode> member(String name) {
    return object.optional(name).filter(value -> !isEmpty(value));
  }

  /** A string. */
  Optional<String> text(String name) {
    return member(name).map(value -> text(name, value));
  }

  /** A whole number or its digits, as text. */
  Optional<String> digits(String name) {
    return member(name)
        .map(value -> value.isIntegralNumber() ? value.toString() : text(name, value));
  }

  /**
   * A value that has to be a string.
   *
   * @param place for the message
   */
  static String text(String place, JsonNode value) {
    if (!value.isString()) {
      throw OpenAiErrors.invalid(place, "invalid_type", "openai.type", place, type(value));
    }
    return value.stringValue();
  }

  /** A value's type, as a message names it. */
  static String type(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** A value as a message shows it. */
  static String shown(JsonNode value) {
    return value.isString()
        ? Printable.of(value.stringValue())
        : value.isContainer() ? type(value) : Printable.of(value.toString());
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull()
        || (value.isString() && value.stringValue().isEmpty())
        || (value.isContainer() && value.isEmpty());
  }
}
