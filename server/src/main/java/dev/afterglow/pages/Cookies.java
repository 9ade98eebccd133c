package dev.afterglow.pages;

import dev.afterglow.http.Exchange;
import dev.afterglow.http.Field;
import java.time.Duration;
import java.util.Optional;

/**
 * Cookies as RFC 6265 has them. Every one of ours is {@code HttpOnly} and {@code SameSite=Strict}:
 * no script reads it, and no other site's link or form sends it along.
 */
public final class Cookies {
  private static final String EVERYWHERE = "; Path=/; HttpOnly; SameSite=Strict";

  private Cookies() {}

  /** The value of a cookie; empty if there is none, or if it came more than once. */
  public static Optional<String> value(Exchange exchange, String name) {
    String start = name + "=";
    Optional<String> found = Optional.empty();
    for (String line : exchange.headers("Cookie")) {
      for (String pair : line.split(";", -1)) {
        String cookie = pair.strip();
        if (cookie.startsWith(start)) {
          if (found.isPresent()) {
            return Optional.empty();
          }
          found = Optional.of(cookie.substring(start.length()));
        }
      }
    }
    return found;
  }

  /**
   * Sets a cookie.
   *
   * @param value letters, digits, {@code -} and {@code _}
   * @param secure whether it is sent through TLS alone
   */
  public static Field set(String name, String value, Duration life, boolean secure) {
    return new Field(
        "Set-Cookie",
        name
            + "="
            + value
            + "; Max-Age="
            + life.toSeconds()
            + EVERYWHERE
            + (secure ? "; Secure" : ""));
  }

  /** Deletes a cookie. */
  public static Field clear(String name, boolean secure) {
    return set(name, "", Duration.ZERO, secure);
  }
}
