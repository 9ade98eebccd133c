package dev.afterglow.net;

import java.util.List;
import java.util.Map;

/**
 * The headers that say who we are to an engine. Asked for anew with each request, so that tokens
 * that run out can be renewed. They are sent to the engine's own origin and nowhere else.
 */
@FunctionalInterface
public interface Credentials {
  /** Header names and values, such as {@code Authorization} and {@code Bearer ...}. */
  Map<String, String> headers();

  /**
   * What must not be seen in a log either, besides the values of the headers: keys of which tokens
   * are made.
   */
  default List<String> secrets() {
    return List.of();
  }

  /** For engines that ask for none. */
  static Credentials none() {
    return Map::of;
  }

  /** A bearer token (RFC 6750). */
  static Credentials bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  /** A header of the vendor's own, such as {@code x-goog-api-key}. */
  static Credentials header(String name, String value) {
    Map<String, String> headers = Map.of(name, value);
    return () -> headers;
  }
}
