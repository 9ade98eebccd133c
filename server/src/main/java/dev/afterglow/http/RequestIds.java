package dev.afterglow.http;

import dev.afterglow.ids.Crockford32;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names requests: as the client does in {@code X-Request-Id}, or else {@code req_} and 26
 * characters of Crockford's base 32 that hold 128 bits.
 *
 * <p>An id has to be unique and no more, so it is a count that starts anywhere and is scrambled; a
 * generator shared by all requests would make them wait for each other. Not for secrets.
 */
final class RequestIds {
  private static final HeaderName NAME = HeaderNames.create("X-Request-Id");

  /**
   * What can stand in a log, in JSON and in a header as it is; a key put here by mistake cannot.
   */
  private static final Pattern CHOSEN = Pattern.compile("(?!.*sk-)[A-Za-z0-9._:/+=-]{1,128}");

  private static final String PREFIX = "req_";
  private static final int HALF_DIGITS = 13;

  /** The odd number nearest to 2^64 divided by the golden ratio. */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final long high;
  private final long low;
  private final AtomicLong count = new AtomicLong();

  RequestIds(RandomGenerator random) {
    high = random.nextLong();
    low = random.nextLong();
  }

  /** The client's own name for its request if it gave one that is well formed, or a new one. */
  String of(Headers headers) {
    List<String> given = headers.all(NAME, List::of);
    return given.size() == 1 && CHOSEN.matcher(given.getFirst()).matches()
        ? given.getFirst()
        : next();
  }

  private String next() {
    long n = count.getAndIncrement();
    StringBuilder id = new StringBuilder(PREFIX.length() + 2 * HALF_DIGITS).append(PREFIX);
    append(id, scrambled(high + n * STEP));
    append(id, scrambled(low + n * STEP));
    return id.toString();
  }

  private static void append(StringBuilder id, long bits) {
    for (int i = 0; i < HALF_DIGITS; i++) {
      id.append(Crockford32.digit(bits >>> (5 * i)));
    }
  }

  /**
   * A bijection of 64 bits: variant 13 of Stafford's <a
   * href="https://zimbry.blogspot.com/2011/09/better-bit-mixing-improving-on.html">mixers</a>.
   */
  private static long scrambled(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
