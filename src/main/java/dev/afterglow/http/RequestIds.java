package dev.afterglow.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names requests: as the client does in {@code X-Request-Id}, or else {@code req_} and 26
 * characters of Crockford's base 32, 130 random bits.
 */
final class RequestIds {
  private static final HeaderName NAME = HeaderNames.create("X-Request-Id");

  /**
   * What can stand in a log, in JSON and in a header as it is; a key put here by mistake cannot.
   */
  private static final Pattern CHOSEN = Pattern.compile("(?!.*sk-)[A-Za-z0-9._:/+=-]{1,128}");

  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;

  private final RandomGenerator random;

  RequestIds(RandomGenerator random) {
    this.random = random;
  }

  /** The client's own name for its request if it gave one that is well formed, or a new one. */
  String of(Headers headers) {
    List<String> given = headers.all(NAME, List::of);
    return given.size() == 1 && CHOSEN.matcher(given.getFirst()).matches()
        ? given.getFirst()
        : next();
  }

  private String next() {
    StringBuilder id = new StringBuilder("req_");
    long bits = 0;
    for (int i = 0; i < LENGTH; i++) {
      bits = i % 12 == 0 ? random.nextLong() : bits >>> 5;
      id.append(DIGITS[(int) bits & 31]);
    }
    return id.toString();
  }
}
