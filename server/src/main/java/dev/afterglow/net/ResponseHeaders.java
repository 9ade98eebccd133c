package dev.afterglow.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;

/**
 * The headers of an answer. Names are compared without regard to case.
 *
 * @param byName every value by lower-case name, in the order they came
 */
public record ResponseHeaders(Map<String, List<String>> byName) {
  public ResponseHeaders {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    byName.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    byName = Map.copyOf(copy);
  }

  static ResponseHeaders of(HttpMessage message) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Header header : message.getHeaders()) {
      values
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(String.valueOf(header.getValue()).strip());
    }
    return new ResponseHeaders(values);
  }

  /** The first value of a header. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every value of a header, in the order they came. */
  public List<String> all(String name) {
    return byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
