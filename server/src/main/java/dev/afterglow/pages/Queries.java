package dev.afterglow.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Queries of our own links, escaped. */
public final class Queries {
  private Queries() {}

  /** One parameter. */
  public static String pair(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * A path with parameters; those without a value are left out.
   *
   * @param namesAndValues by turns
   */
  public static String link(String path, String... namesAndValues) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      if (!namesAndValues[i + 1].isEmpty()) {
        pairs.add(pair(namesAndValues[i], namesAndValues[i + 1]));
      }
    }
    return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
  }
}
