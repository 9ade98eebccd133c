package dev.afterglow.http;

import java.util.random.RandomGenerator;

/** Makes request ids: {@code req_} and 26 characters of Crockford's base 32, 130 random bits. */
final class RequestIds {
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;

  private final RandomGenerator random;

  RequestIds(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    StringBuilder id = new StringBuilder("req_");
    long bits = 0;
    for (int i = 0; i < LENGTH; i++) {
      bits = i % 12 == 0 ? random.nextLong() : bits >>> 5;
      id.append(DIGITS[(int) bits & 31]);
    }
    return id.toString();
  }
}
