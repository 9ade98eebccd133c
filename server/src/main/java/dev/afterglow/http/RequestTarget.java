package dev.afterglow.http;

import io.helidon.common.uri.UriValidator;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request target in the one form that is accepted: an absolute path without escapes, dot segments
 * or parameters, and a query. The access check and the handler both see this path, so no spelling
 * can mean one thing to the one and another to the other.
 */
record RequestTarget(String path, Map<String, List<String>> query) {
  private static final AsciiSet PATH = AsciiSet.alphanumericAnd("._~!$&'()*+,=:@/-");

  /**
   * @param rawPath as it came
   * @param rawQuery as it came, without the question mark
   * @throws ApiError 400 for every other form
   */
  static RequestTarget of(String rawPath, String rawQuery) {
    if (!rawPath.startsWith("/") || !PATH.holdsAll(rawPath) || hasDots(rawPath)) {
      throw ApiError.invalid("request.path");
    }
    return new RequestTarget(rawPath, parse(rawQuery));
  }

  /** Whether a segment is {@code .} or {@code ..}. */
  private static boolean hasDots(String path) {
    for (int at = path.indexOf("/."); at >= 0; at = path.indexOf("/.", at + 1)) {
      int end = path.indexOf('/', at + 1);
      String segment = path.substring(at + 1, end < 0 ? path.length() : end);
      if (segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, List<String>> parse(String rawQuery) {
    if (rawQuery.isEmpty()) {
      return Map.of();
    }
    try {
      UriValidator.validateQuery(rawQuery);
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("request.query");
    }
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return Collections.unmodifiableMap(query);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("request.query");
    }
  }
}
