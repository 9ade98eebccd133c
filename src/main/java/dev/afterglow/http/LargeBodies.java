package dev.afterglow.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps the number of large request bodies that are in memory at once small. */
final class LargeBodies {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore places;
  private final Duration patience;

  LargeBodies(int places) {
    this(places, PATIENCE);
  }

  LargeBodies(int places, Duration patience) {
    this.places = new Semaphore(places);
    this.patience = patience;
  }

  /**
   * Takes a place, waiting for it for a while.
   *
   * @throws ApiError 503 if none becomes free
   */
  void enter() {
    boolean entered = false;
    try {
      entered = places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!entered) {
      throw ApiError.of(Kind.UNAVAILABLE, Text.of("request.busy")).retryAfter(2);
    }
  }

  void leave() {
    places.release();
  }
}
