package dev.afterglow.webhooks;

import dev.afterglow.webhooks.DeliveryRows.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who may have how many messages on their way at once, so that no receiver and no owner holds up
 * another: a receiver an eighth of all places, an owner a quarter; a receiver in trouble one, after
 * a pause that doubles, and all receivers in trouble together a half. Not safe for many threads.
 */
final class Receivers {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final int places;
  private final int perOwner;
  private final int perTarget;
  private final int forUnhealthy;

  private int taken;
  private int takenByUnhealthy;
  private final Map<String, Integer> byOwner = new HashMap<>();
  private final Map<Target, Integer> byTarget = new HashMap<>();
  private final Map<Target, Backoff> backoffs = new HashMap<>();

  /** A receiver in trouble: how many attempts failed in a row, and until when it gets nothing. */
  private record Backoff(int failures, long untilNanos) {}

  Receivers(int places) {
    this.places = places;
    this.perOwner = Math.max(1, places / 4);
    this.perTarget = Math.max(1, places / 8);
    this.forUnhealthy = Math.max(1, places / 2);
  }

  int free() {
    return places - taken;
  }

  int taken() {
    return taken;
  }

  /** How many more messages a receiver may get now. */
  int room(Target target, long nowNanos) {
    int mine = byTarget.getOrDefault(target, 0);
    int room = Math.min(free(), perOwner - byOwner.getOrDefault(target.ownerId(), 0));
    Backoff backoff = backoffs.get(target);
    if (backoff == null) {
      return Math.max(0, Math.min(room, perTarget - mine));
    }
    if (nowNanos - backoff.untilNanos() < 0) {
      return 0;
    }
    return Math.max(0, Math.min(Math.min(room, forUnhealthy - takenByUnhealthy), 1 - mine));
  }

  /**
   * A message is on its way.
   *
   * @return whether its receiver is in trouble, to be told when the message is over
   */
  boolean take(Target target) {
    boolean unhealthy = backoffs.containsKey(target);
    taken++;
    takenByUnhealthy += unhealthy ? 1 : 0;
    byOwner.merge(target.ownerId(), 1, Integer::sum);
    byTarget.merge(target, 1, Integer::sum);
    return unhealthy;
  }

  /** The message is over. */
  void give(Target target, boolean unhealthy) {
    taken--;
    takenByUnhealthy -= unhealthy ? 1 : 0;
    byOwner.computeIfPresent(target.ownerId(), (_, count) -> count == 1 ? null : count - 1);
    byTarget.computeIfPresent(target, (_, count) -> count == 1 ? null : count - 1);
  }

  /** The receiver is well. */
  void healthy(Target target) {
    backoffs.remove(target);
  }

  /**
   * The receiver is in trouble.
   *
   * @param retryAfter how long it asks to be left alone
   */
  void unhealthy(Target target, Optional<Duration> retryAfter, long nowNanos) {
    int failures = backoffs.containsKey(target) ? backoffs.get(target).failures() + 1 : 1;
    long wished = retryAfter.map(Duration::toNanos).orElse(0L);
    long pause = Math.max(pauseNanos(failures), Math.min(LONGEST_RETRY_AFTER.toNanos(), wished));
    backoffs.put(target, new Backoff(failures, nowNanos + pause));
  }

  /**
   * The receiver was in trouble when the process before this one ended.
   *
   * @param since how long ago its last attempt was
   */
  void recall(Target target, int failures, Duration since, long nowNanos) {
    backoffs.put(target, new Backoff(failures, nowNanos + pauseNanos(failures) - since.toNanos()));
  }

  private static long pauseNanos(int failures) {
    return Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(failures - 1, 16));
  }

  /** Forgets receivers of whom nothing was heard for long after their pause. */
  void forget(long nowNanos) {
    backoffs.values().removeIf(one -> nowNanos - one.untilNanos() > LONGEST_RETRY_AFTER.toNanos());
  }
}
