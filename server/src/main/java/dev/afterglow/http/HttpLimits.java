package dev.afterglow.http;

import java.time.Duration;

/**
 * How much a client may send and how long it may take. Nothing is left to a library's default.
 *
 * @param prologueBytes the request line; longer is 414
 * @param headerBytes all header fields together; more is 431
 * @param headerFields the number of header fields; more is 431
 * @param bodyBytes the largest body of any route; more is 413
 * @param largeBodies bodies of more than {@value Route#DEFAULT_BODY_BYTES} bytes in memory at once;
 *     one owner may have all but one of these places
 * @param connections open connections; further ones wait in the kernel's queue
 * @param requests requests at work at once; further ones are 503
 * @param headTime from a request's first byte to the end of its header fields
 * @param bodyTime the longest pause of a client that is sending a body
 * @param bodyBytesPerSecond the slowest pace of a body beyond the first {@code bodyTime}
 * @param writeTime the longest pause of a client that is reading an answer
 * @param idleTime how long a connection waits for its next request
 */
public record HttpLimits(
    int prologueBytes,
    int headerBytes,
    int headerFields,
    long bodyBytes,
    int largeBodies,
    int connections,
    int requests,
    Duration headTime,
    Duration bodyTime,
    int bodyBytesPerSecond,
    Duration writeTime,
    Duration idleTime) {
  /** Ample for every client of the contract. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          8_192,
          16_384,
          100,
          24L << 20,
          3,
          8_192,
          2_048,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          4_096,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  public HttpLimits {
    positive("prologueBytes", prologueBytes);
    positive("headerBytes", headerBytes);
    positive("headerFields", headerFields);
    positive("bodyBytes", bodyBytes);
    positive("largeBodies", largeBodies);
    positive("connections", connections);
    positive("requests", requests);
    positive("bodyBytesPerSecond", bodyBytesPerSecond);
    positive("headTime", headTime.toMillis());
    positive("bodyTime", bodyTime.toMillis());
    positive("writeTime", writeTime.toMillis());
    positive("idleTime", idleTime.toMillis());
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}
