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
  static final Duration LONGEST_WISH = Duration.ofHours(1);

  private final int places;
  private final int perOwner;
  private final int perTarget;
  private final int forAiling;

  private int taken;
  private int takenByAiling;
  private final Map<String, Integer> byOwner = new HashMap<>();
  private final Map<Target, Integer> byTarget = new HashMap<>();
  private final Map<Target, Trouble> troubles = new HashMap<>();

  /** A receiver in trouble: how many attempts failed in a row, and until when it has peace. */
  private record Trouble(int failures, long untilNanos) {}

  Receivers(int places) {
    this.places = places;
    this.perOwner = Math.max(1, places / 4);
    this.perTarget = Math.max(1, places / 8);
    this.forAiling = Math.max(1, places / 2);
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
    Trouble trouble = troubles.get(target);
    if (trouble == null) {
      return Math.max(0, Math.min(room, perTarget - mine));
    }
    boolean peace = nowNanos - trouble.untilNanos() < 0;
    return peace ? 0 : Math.max(0, Math.min(Math.min(room, forAiling - takenByAiling), 1 - mine));
  }

  /**
   * A message is on its way.
   *
   * @return whether its receiver is in trouble, to be told when the message is over
   */
  boolean take(Target target) {
    boolean ailing = troubles.containsKey(target);
    taken++;
    takenByAiling += ailing ? 1 : 0;
    byOwner.merge(target.ownerId(), 1, Integer::sum);
    byTarget.merge(target, 1, Integer::sum);
    return ailing;
  }

  /** The message is over. */
  void give(Target target, boolean ailing) {
    taken--;
    takenByAiling -= ailing ? 1 : 0;
    byOwner.computeIfPresent(target.ownerId(), (_, count) -> count == 1 ? null : count - 1);
    byTarget.computeIfPresent(target, (_, count) -> count == 1 ? null : count - 1);
  }

  /** The receiver is well. */
  void well(Target target) {
    troubles.remove(target);
  }

  /**
   * The receiver is in trouble.
   *
   * @param wish how long it asks to be left alone
   */
  void ailing(Target target, Optional<Duration> wish, long nowNanos) {
    int failures = troubles.containsKey(target) ? troubles.get(target).failures() + 1 : 1;
    long wished = wish.map(Duration::toNanos).orElse(0L);
    long peace = Math.max(pauseNanos(failures), Math.min(LONGEST_WISH.toNanos(), wished));
    troubles.put(target, new Trouble(failures, nowNanos + peace));
  }

  /**
   * The receiver was in trouble when the process before this one ended.
   *
   * @param since how long ago its last attempt was
   */
  void recall(Target target, int failures, Duration since, long nowNanos) {
    troubles.put(
        target, new Trouble(failures, nowNanos + pauseNanos(failures) - since.toNanos()));
  }

  private static long pauseNanos(int failures) {
    return Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(failures - 1, 16));
  }

  /** Forgets receivers of whom nothing was heard for long after their pause. */
  void forget(long nowNanos) {
    troubles.values().removeIf(trouble -> nowNanos - trouble.untilNanos() > LONGEST_WISH.toNanos());
  }
}
