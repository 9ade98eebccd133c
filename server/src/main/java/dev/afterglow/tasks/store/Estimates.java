package dev.afterglow.tasks.store;

import dev.afterglow.tasks.store.SqlTaskStore.Estimate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Estimates for many who submit at once: whoever asks while the same is being looked up gets that
 * answer, and behind a long queue one answer is good for a second. Safe for use by many threads.
 */
final class Estimates {
  private static final long GOOD_FOR_MILLIS = 1_000;

  /** Behind fewer than these each task more makes a difference. */
  private static final int SHORT_QUEUE = 100;

  private final Function<Draft, Estimate> lookUp;
  private final Map<Kind, Known> known = new ConcurrentHashMap<>();
  private final Map<Kind, CompletableFuture<Duration>> underWay = new ConcurrentHashMap<>();

  Estimates(Function<Draft, Estimate> lookUp) {
    this.lookUp = lookUp;
  }

  /** What an estimate depends on, besides the queue. */
  private record Kind(String engine, Object format) {}

  private record Known(Duration estimate, long atMillis) {
    boolean isFresh(long nowMillis) {
      return nowMillis >= atMillis && nowMillis - atMillis < GOOD_FOR_MILLIS;
    }
  }

  /** How long it takes until a draft's task is made, if it were accepted now. */
  Duration of(Draft draft, long nowMillis) {
    Kind kind = new Kind(draft.likelyEngine(), draft.request().format());
    Known before = known.get(kind);
    if (before != null && before.isFresh(nowMillis)) {
      return before.estimate();
    }
    CompletableFuture<Duration> mine = new CompletableFuture<>();
    CompletableFuture<Duration> first = underWay.putIfAbsent(kind, mine);
    if (first != null) {
      return join(first);
    }
    try {
      Estimate fresh = lookUp.apply(draft);
      if (fresh.ahead() >= SHORT_QUEUE) {
        known.put(kind, new Known(fresh.time(), nowMillis));
      }
      mine.complete(fresh.time());
      return fresh.time();
    } catch (Throwable failure) {
      mine.completeExceptionally(failure);
      throw failure;
    } finally {
      underWay.remove(kind);
    }
  }

  private static Duration join(CompletableFuture<Duration> estimate) {
    try {
      return estimate.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
