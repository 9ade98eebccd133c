package dev.afterglow.events;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.quota.FairSemaphore;
import dev.afterglow.text.Text;
import java.util.concurrent.ConcurrentHashMap;

/** How many wait at once, so that nobody takes all places. A place lasts as long as its wait. */
final class Places {
  private static final int RETRY_SECONDS = 5;

  private final FairSemaphore owners;
  private final FairSemaphore clients;
  private final int mostOfKey;
  private final ConcurrentHashMap<String, Integer> ofKeys = new ConcurrentHashMap<>();

  Places(int places, int mostOfKey) {
    this.owners = new FairSemaphore(places);
    this.clients = new FairSemaphore(places);
    this.mostOfKey = mostOfKey;
  }

  /**
   * Takes a place.
   *
   * @throws ApiError 429 if the key, its owner or the address has its share, 503 if all are taken
   */
  void take(Watcher watcher) {
    if (ofKeys.merge(watcher.keyId(), 1, Integer::sum) > mostOfKey) {
      leaveKey(watcher);
      throw ApiError.tooMany(RETRY_SECONDS, Text.of("events.key", mostOfKey));
    }
    if (!owners.tryAcquire(watcher.ownerId(), 1)) {
      leaveKey(watcher);
      throw refusal(owners, watcher.ownerId());
    }
    if (!clients.tryAcquire(watcher.client(), 1)) {
      owners.release(watcher.ownerId(), 1);
      leaveKey(watcher);
      throw refusal(clients, watcher.client());
    }
  }

  /** Gives back the place that this watcher took. */
  void leave(Watcher watcher) {
    clients.release(watcher.client(), 1);
    owners.release(watcher.ownerId(), 1);
    leaveKey(watcher);
  }

  private void leaveKey(Watcher watcher) {
    ofKeys.computeIfPresent(
        watcher.keyId(), (_, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
  }

  private static ApiError refusal(FairSemaphore places, String holder) {
    return places.isOverShare(holder, 1)
        ? ApiError.tooMany(RETRY_SECONDS, Text.of("events.share"))
        : ApiError.of(ErrorKind.UNAVAILABLE, Text.of("events.busy")).retryAfter(RETRY_SECONDS);
  }
}
