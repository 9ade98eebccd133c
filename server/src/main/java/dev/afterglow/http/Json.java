package dev.afterglow.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it is read from strangers and written to them. Reading is strict where leniency would let
 * two readers see two things: the encoding is UTF-8 and nothing else, no member comes twice, and
 * nothing follows the value.
 */
final class Json {
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
   * @throws ApiError 400 if the bytes are anything but one JSON value
   */
  static JsonNode read(byte[] body) {
    if (body.length == 0) {
      throw ApiError.invalid("json.empty");
    }
    String text = decode(body);
    if (text.charAt(0) == BYTE_ORDER_MARK) {
      throw ApiError.invalid("json.encoding");
    }
    try {
      JsonNode value = MAPPER.readTree(text);
      if (value.isMissingNode()) {
        throw ApiError.invalid("json.empty");
      }
      return value;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  @SuppressWarnings("NullAway") // Jackson knows no place where a bound of its own is passed
  private static ApiError malformed(JacksonException thrown) {
    TokenStreamLocation place = thrown.getLocation();
    return place == null
        ? ApiError.invalid("json.bounds", DEEPEST, LONGEST_NUMBER)
        : ApiError.invalid("json.malformed", place.getLineNr(), place.getColumnNr());
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
