package dev.afterglow.remote;

import dev.afterglow.net.ResponseHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A whole answer of a vendor, read as leniently as vendors write: a body that is no JSON is an
 * empty document, never an exception.
 *
 * @param status the HTTP status, 200 to 599
 * @param json the body, or a missing node
 * @param text the body as text, at most {@value #MOST_TEXT} characters, for the operator's log
 */
public record VendorAnswer(int status, ResponseHeaders headers, JsonNode json, String text) {
  private static final int MOST_TEXT = 600;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads a body, whatever its media type says. */
  public static VendorAnswer of(int status, ResponseHeaders headers, byte[] body) {
    int shown = Math.min(body.length, MOST_TEXT);
    String text = new String(body, 0, shown, StandardCharsets.UTF_8);
    return new VendorAnswer(status, headers, json(body), text);
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode read = MAPPER.readTree(body);
      return read == null ? MissingNode.getInstance() : read;
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  /** The same under another status, for vendors whose HTTP status is 200 whatever happened. */
  public VendorAnswer under(int other) {
    return new VendorAnswer(other, headers, json, text);
  }

  /** Whether the status is a success. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * Whether the vendor's API may have said it. Proxies answer 404 as well while nothing runs behind
   * them, but not with a JSON object.
   */
  public boolean isObject() {
    return json.isObject();
  }

  /** The text or number at a JSON pointer (RFC 6901); empty if there is none or it is blank. */
  public Optional<String> string(String pointer) {
    return string(json, pointer);
  }

  /** The text or number at a JSON pointer below a node; empty if there is none or it is blank. */
  public static Optional<String> string(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    return found.isString() || found.isNumber()
        ? Optional.of(found.asString()).filter(value -> !value.isBlank())
        : Optional.empty();
  }

  /** The number at a JSON pointer, also where it is written in quotes. */
  public OptionalDouble number(String pointer) {
    Optional<String> written = string(pointer).map(value -> value.replace("%", "").strip());
    try {
      return written.isPresent()
          ? OptionalDouble.of(Double.parseDouble(written.get()))
          : OptionalDouble.empty();
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }

  /** The progress at a JSON pointer as 0 to 99, whatever nonsense is written there. */
  public OptionalInt percent(String pointer) {
    OptionalDouble number = number(pointer);
    return number.isPresent() && Double.isFinite(number.getAsDouble())
        ? OptionalInt.of((int) Math.clamp(number.getAsDouble(), 0, 99))
        : OptionalInt.empty();
  }

  /** The US dollars at a JSON pointer in micro-dollars; empty if they are no price of a film. */
  public OptionalLong dollars(String pointer) {
    OptionalDouble number = number(pointer);
    boolean price =
        number.isPresent() && number.getAsDouble() >= 0 && number.getAsDouble() < 1_000_000;
    return price
        ? OptionalLong.of(Math.round(number.getAsDouble() * 1_000_000))
        : OptionalLong.empty();
  }

  /** The first of these pointers that leads to a text. */
  public Optional<String> firstString(String... pointers) {
    for (String pointer : pointers) {
      Optional<String> found = string(pointer);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What the vendor says went wrong, in any of the shapes that vendors use; for the log alone. */
  public String complaint() {
    return firstString(
            "/error/message",
            "/error/code",
            "/error",
            "/detail/0/msg",
            "/detail",
            "/message",
            "/msg",
            "/title")
        .orElse(text);
  }
}
