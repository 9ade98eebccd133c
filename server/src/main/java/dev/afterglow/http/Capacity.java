package dev.afterglow.http;

import dev.afterglow.quota.FairSemaphore;
import dev.afterglow.text.Text;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests are at work and how many answers are on their way at once, shared so that no
 * client takes all of it. Probes have a capacity of their own.
 */
final class Capacity {
  /** Probes at work at once. Each takes a millisecond. */
  private static final int PROBES = 64;

  private static final int BUSY_SECONDS = 1;
  private static final int STREAM_SECONDS = 5;

  private final FairSemaphore requests;
  private final FairSemaphore probes = new FairSemaphore(PROBES);
  private final FairSemaphore streams;
  private final ConcurrentHashMap<String, Integer> streamsByLink = new ConcurrentHashMap<>();
  private final int mostStreamsOfLink;

  Capacity(HttpLimits limits) {
    this.requests = new FairSemaphore(limits.requests());
    this.streams = new FairSemaphore(limits.streams());
    this.mostStreamsOfLink = Math.max(1, limits.streams() / 4);
  }

  /** What was taken, to be given back once. */
  @FunctionalInterface
  interface Permit {
    /** Nothing was taken. */
    Permit NONE = () -> {};

    /** Gives it back. */
    void release();
  }

  /**
   * Takes a permit for a request at work.
   *
   * @param holder whose share it belongs to
   * @throws ApiError 429 if this holder has its share, 503 if nothing is free
   */
  Permit request(Access access, String holder) {
    FairSemaphore permits = access == Access.PROBE ? probes : requests;
    if (!permits.tryAcquire(holder, 1)) {
      throw refusal(permits, holder, 1, "request", BUSY_SECONDS);
    }
    return () -> permits.release(holder, 1);
  }

  /**
   * Takes a permit for a body that is copied to a client as fast as it reads.
   *
   * @param link the path of what is read: many clients may have been given the same one
   * @throws ApiError 429 if this client has its share, 503 if this link has its share or nothing is
   *     free
   */
  Permit stream(String client, String link) {
    if (!streams.tryAcquire(client, 1)) {
      throw refusal(streams, client, 1, "request.streams", STREAM_SECONDS);
    }
    if (streamsByLink.merge(link, 1, Integer::sum) > mostStreamsOfLink) {
      release(client, link);
      throw ApiError.of(ErrorKind.UNAVAILABLE, Text.of("request.streams.link", mostStreamsOfLink))
          .retryAfter(STREAM_SECONDS);
    }
    return () -> release(client, link);
  }

  /**
   * What somebody is told who gets no permits: 429 where its own share is used up, 503 where all
   * are taken. What changes in the meantime makes no difference that lasts.
   *
   * @param what begins the keys of the two texts
   */
  static ApiError refusal(
      FairSemaphore permits, String holder, long wanted, String what, int retrySeconds) {
    return permits.isOverShare(holder, wanted)
        ? ApiError.tooMany(retrySeconds, Text.of(what + ".share"))
        : ApiError.of(ErrorKind.UNAVAILABLE, Text.of(what + ".busy")).retryAfter(retrySeconds);
  }

  private void release(String client, String link) {
    streamsByLink.computeIfPresent(
        link, (_, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
    streams.release(client, 1);
  }
}
