package dev.afterglow.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it is read from clients and written to them. Reading is strict where leniency would let
 * two readers see two things: the encoding is UTF-8 and nothing else, no member comes twice, and
 * nothing follows the value.
 */
public final class Json {
  /** The deepest nesting that is read. */
  static final int DEEPEST = 64;

  private static final int LONGEST_NUMBER = 100;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNameLength(1_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /**
   * One value.
   *
   * @throws ApiError 400 if the bytes are anything but one JSON value
   */
  public static JsonNode read(byte[] body) {
    if (body.length == 0) {
      throw ApiError.invalid("json.empty");
    }
    String text = decode(body);
    if (text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1); // RFC 8259 section 8.1 lets a reader ignore it
    }
    try {
      JsonNode value = MAPPER.readTree(text);
      if (value.isMissingNode()) {
        throw ApiError.invalid("json.empty");
      }
      return value;
    } catch (JacksonException e) {
      throw malformed(e, text);
    }
  }

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** A tree, a record, a map, whatever Jackson writes, in one line of text. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  @SuppressWarnings("NullAway") // Jackson knows no place where a bound of its own is passed
  private static ApiError malformed(JacksonException thrown, String text) {
    TokenStreamLocation place = thrown.getLocation();
    if (place == null) {
      return ApiError.invalid("json.bounds", DEEPEST, LONGEST_NUMBER);
    }
    return rawControl(text, place.getCharOffset())
        .orElseGet(
            () -> ApiError.invalid("json.malformed", place.getLineNr(), place.getColumnNr()));
  }

  /**
   * The commonest fault of JSON made by hand: a string with a line break as it is, from a shell or
   * a template. Looked for up to where the text could not be read on.
   */
  private static Optional<ApiError> rawControl(String text, long end) {
    boolean quoted = false;
    int line = 1;
    int lineBegan = 0;
    for (int at = 0; at < text.length() && at <= end; at++) {
      char character = text.charAt(at);
      if (quoted && character < ' ') {
        boolean breaks = character == '\n' || character == '\r';
        String key = breaks ? "json.line-break" : "json.control";
        return Optional.of(ApiError.invalid(key, line, at - lineBegan + 1));
      }
      if (character == '"') {
        quoted = !quoted;
      } else if (character == '\\' && quoted) {
        at++;
      } else if (character == '\n') {
        line++;
        lineBegan = at + 1;
      }
    }
    return Optional.empty();
  }

  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body))
          .toString();
    } catch (CharacterCodingException _) {
      throw ApiError.invalid("json.encoding");
    }
  }
}
