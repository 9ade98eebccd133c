package dev.afterglow.http;

import java.time.Duration;

/**
 * How much a client may send and how long it may take. Nothing is left to a library's default.
 *
 * @param prologueBytes the request line; longer is 414
 * @param headerBytes all header fields together; more is 431
 * @param headerFields the number of header fields; more is 431
 * @param bodyBytes the largest body of any route; more is 413
 * @param bodyMemoryBytes all request bodies in memory together; a body that is read as JSON takes
 *     some four times its own size besides
 * @param connections open connections, shared fairly by address; see {@link ConnectionRegistry} for
 *     those beyond
 * @param requests requests at work at once, shared fairly by owner, or by address where nobody is
 *     known; further ones are 503
 * @param streams films and pictures on their way to clients at once, shared fairly by address; a
 *     quarter of them for one link; further ones are 503
 * @param headTime from a request's first byte to the end of its header fields
 * @param bodyTime the longest pause of a client that is sending a body
 * @param bodyBytesPerSecond the slowest pace of a body beyond the first {@code bodyTime}
 * @param writeTime the longest pause of a client that is reading an answer
 * @param writeBytesPerSecond the slowest pace of a client that is reading an answer, beyond the
 *     first {@code writeTime}
 * @param idleTime how long a connection waits for its next request
 */
public record HttpLimits(
    int prologueBytes,
    int headerBytes,
    int headerFields,
    long bodyBytes,
    long bodyMemoryBytes,
    int connections,
    int requests,
    int streams,
    Duration headTime,
    Duration bodyTime,
    int bodyBytesPerSecond,
    Duration writeTime,
    int writeBytesPerSecond,
    Duration idleTime) {
  /** What a connection takes: a virtual thread, buffers of 16 KiB, and the head of its request. */
  private static final long CONNECTION_BYTES = 32 << 10;

  /** What a stream takes: a block of 128 KiB, and as much again until it is collected. */
  private static final long STREAM_BYTES = 256 << 10;

  /** Two of the largest bodies that are kept in memory, whatever the heap is. */
  private static final long LEAST_BODY_MEMORY_BYTES = 30L << 20;

  private static final int FEWEST_STREAMS = 32;
  private static final int FEWEST_CONNECTIONS = 256;

  /** Ample for every client of the contract. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          8_192,
          16_384,
          100,
          24L << 20,
          128L << 20,
          8_192,
          2_048,
          1_024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          4_096,
          Duration.ofSeconds(60),
          8_192,
          Duration.ofSeconds(60));

  public HttpLimits {
    positive("prologueBytes", prologueBytes);
    positive("headerBytes", headerBytes);
    positive("headerFields", headerFields);
    positive("bodyBytes", bodyBytes);
    positive("bodyMemoryBytes", bodyMemoryBytes);
    positive("connections", connections);
    positive("requests", requests);
    positive("streams", streams);
    positive("bodyBytesPerSecond", bodyBytesPerSecond);
    positive("headTime", headTime.toMillis());
    positive("bodyTime", bodyTime.toMillis());
    positive("writeTime", writeTime.toMillis());
    positive("writeBytesPerSecond", writeBytesPerSecond);
    positive("idleTime", idleTime.toMillis());
  }

  /**
   * Limits that a heap of this size can keep, with the usual ones as the most. What all clients
   * together can make the server remember is about a half of the heap: an eighth for request bodies
   * and three more for the JSON in them, and the rest for connections and streams.
   */
  public static HttpLimits forHeap(long maxHeapBytes) {
    long bodies = Math.max(LEAST_BODY_MEMORY_BYTES, maxHeapBytes / 8);
    int connections = share(maxHeapBytes / 4, CONNECTION_BYTES, FEWEST_CONNECTIONS, 8_192);
    int streams = share(maxHeapBytes / 8, STREAM_BYTES, FEWEST_STREAMS, 1_024);
    return DEFAULT.withCapacity(bodies, connections, Math.min(2_048, connections), streams);
  }

  /** The same limits for another number of clients. */
  public HttpLimits withCapacity(long bodyMemory, int connected, int atWork, int streaming) {
    return new HttpLimits(
        prologueBytes,
        headerBytes,
        headerFields,
        bodyBytes,
        bodyMemory,
        connected,
        atWork,
        streaming,
        headTime,
        bodyTime,
        bodyBytesPerSecond,
        writeTime,
        writeBytesPerSecond,
        idleTime);
  }

  /** The same limits for bodies of at least so many bytes, on the routes that allow them. */
  public HttpLimits withBodiesOf(long bytes) {
    return new HttpLimits(
        prologueBytes,
        headerBytes,
        headerFields,
        Math.max(bodyBytes, bytes),
        bodyMemoryBytes,
        connections,
        requests,
        streams,
        headTime,
        bodyTime,
        bodyBytesPerSecond,
        writeTime,
        writeBytesPerSecond,
        idleTime);
  }

  /** The same limits with another slowest pace of clients that read answers. */
  public HttpLimits withWritePace(int bytesPerSecond) {
    return new HttpLimits(
        prologueBytes,
        headerBytes,
        headerFields,
        bodyBytes,
        bodyMemoryBytes,
        connections,
        requests,
        streams,
        headTime,
        bodyTime,
        bodyBytesPerSecond,
        writeTime,
        bytesPerSecond,
        idleTime);
  }

  private static int share(long bytes, long each, int fewest, int most) {
    return Math.clamp(bytes / each, fewest, most);
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}
