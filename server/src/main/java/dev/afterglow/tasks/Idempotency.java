package dev.afterglow.tasks;

import java.util.regex.Pattern;

/**
 * A client's promise that equal requests under one key are one request.
 *
 * @param key 1 to 191 visible ASCII characters, as the client sent it
 * @param bodyHash the SHA-256 of what was asked, 64 lower-case hex digits
 */
public record Idempotency(String key, String bodyHash) {
  private static final Pattern KEY = Pattern.compile("[!-~]{1,191}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public Idempotency {
    if (!wellFormed(key)) {
      throw new IllegalArgumentException("key: expected 1 to 191 visible ASCII characters");
    }
    if (!HASH.matcher(bodyHash).matches()) {
      throw new IllegalArgumentException("bodyHash: expected 64 lower-case hex digits");
    }
  }

  /** Whether a client's text can be a key. */
  public static boolean wellFormed(String key) {
    return KEY.matcher(key).matches();
  }
}
