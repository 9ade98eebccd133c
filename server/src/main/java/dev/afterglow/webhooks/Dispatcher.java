package dev.afterglow.webhooks;

import dev.afterglow.sql.Database;
import dev.afterglow.webhooks.DeliveryRows.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Delivers what is in the outbox, at least once each. Target after target in turn, each within its
 * share of the places ({@link Receivers}). What an attempt came to is written down after it; a
 * process that dies in between makes it once more, under the same id.
 */
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final int TARGETS_AT_ONCE = 500;
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

  private final Database database;
  private final Attempts attempts;
  private final WebhookSettings settings;
  private final RetrySchedule schedule;
  private final WebhookCounters counters;
  private final InstantSource time;
  private final LongSupplier nanoTime;
  private final Executor executor;
  private final Duration taken;
  private final EndpointRows endpoints = new EndpointRows();
  private final DeliveryRows deliveries = new DeliveryRows();

  private final Receivers receivers;
  private final Set<String> onTheirWay = new HashSet<>();
  private Target last = Target.FIRST;
  private long sweptNanos;
  private boolean recalled;
  private boolean stopping;
  private Runnable afterEach = () -> {};

  /**
   * The one process there is.
   *
   * @param executor runs each attempt on a thread of its own
   */
  Dispatcher(
      Database database,
      Attempts attempts,
      WebhookSettings settings,
      RetrySchedule schedule,
      WebhookCounters counters,
      InstantSource time,
      LongSupplier nanoTime,
      Executor executor) {
    this(database, attempts, settings, schedule, counters, time, nanoTime, executor, Duration.ZERO);
  }

  /**
   * @param executor runs each attempt on a thread of its own
   * @param taken for how long a delivery is kept from other processes, so that one of them makes
   *     the attempt; zero if there are none
   */
  Dispatcher(
      Database database,
      Attempts attempts,
      WebhookSettings settings,
      RetrySchedule schedule,
      WebhookCounters counters,
      InstantSource time,
      LongSupplier nanoTime,
      Executor executor,
      Duration taken) {
    this.taken = taken;
    this.database = database;
    this.attempts = attempts;
    this.settings = settings;
    this.schedule = schedule;
    this.counters = counters;
    this.time = time;
    this.nanoTime = nanoTime;
    this.executor = executor;
    this.receivers = new Receivers(settings.concurrency());
    this.sweptNanos = nanoTime.getAsLong() - BETWEEN_SWEEPS.toNanos();
  }

  /** Calls this after each attempt, when there is room again. */
  synchronized void afterEach(Runnable action) {
    afterEach = action;
  }

  /** Begins what is due and has room. */
  synchronized void tick() {
    sweep();
    if (stopping || receivers.free() == 0) {
      return;
    }
    Instant now = time.instant();
    recall(now);
    for (Delivery delivery : mine(database.read(tx -> pick(tx, now)), now)) {
      begin(delivery);
    }
  }

  /** Those of them that no other process has taken. */
  private List<Delivery> mine(List<Delivery> picked, Instant now) {
    if (taken.isZero() || picked.isEmpty()) {
      return picked;
    }
    return database.writeBeside(tx -> {
      List<Delivery> mine = new ArrayList<>();
      for (Delivery delivery : picked) {
        if (deliveries.take(tx, delivery, now.plus(taken))) {
          mine.add(delivery);
        }
      }
      return mine;
    });
  }

  /** Begins nothing more. */
  synchronized void stop() {
    stopping = true;
  }

  /** How many messages are on their way. */
  synchronized int underWay() {
    return receivers.taken();
  }

  private void sweep() {
    long now = nanoTime.getAsLong();
    if (now - sweptNanos < BETWEEN_SWEEPS.toNanos()) {
      return;
    }
    sweptNanos = now;
    receivers.forget(now);
    Instant before = time.instant().minus(settings.keep());
    int forgotten;
    do {
      forgotten = database.write(tx -> deliveries.forget(tx, before));
    } while (forgotten > 0);
  }

  /** Once: a restart gives no receiver in trouble its full share of messages again. */
  private void recall(Instant now) {
    if (recalled) {
      return;
    }
    long nowNanos = nanoTime.getAsLong();
    for (DeliveryRows.Unhealthy one :
        database.read(tx -> deliveries.unhealthy(tx, now.minus(Receivers.LONGEST_RETRY_AFTER)))) {
      Duration since = Duration.between(one.last(), now);
      receivers.recall(
          one.target(), one.failures(), since.isNegative() ? Duration.ZERO : since, nowNanos);
    }
    recalled = true;
  }

  /** What is to be begun, target after target from where the last turn ended. */
  private List<Delivery> pick(Connection tx, Instant now) throws SQLException {
    List<Delivery> picked = new ArrayList<>();
    if (deliveries.firstDue(tx).filter(due -> !due.isAfter(now)).isEmpty()) {
      return picked;
    }
    Set<Target> turn = new LinkedHashSet<>(deliveries.targets(tx, last, TARGETS_AT_ONCE));
    if (turn.size() < TARGETS_AT_ONCE) {
      turn.addAll(deliveries.targets(tx, Target.FIRST, TARGETS_AT_ONCE)); // round again
    }
    Map<String, Integer> pickedOf = new HashMap<>();
    for (Target target : turn) {
      int left = receivers.free() - picked.size();
      int owners = pickedOf.getOrDefault(target.ownerId(), 0);
      int room = Math.min(left, receivers.room(target, nanoTime.getAsLong()) - owners);
      if (left <= 0) {
        break;
      }
      if (room > 0) {
        for (Delivery due : deliveries.due(tx, target, now, room + onTheirWay.size())) {
          if (room > 0 && !onTheirWay.contains(key(due))) {
            picked.add(due);
            pickedOf.merge(target.ownerId(), 1, Integer::sum);
            room--;
          }
        }
      }
      last = target;
    }
    return picked;
  }

  private void begin(Delivery delivery) {
    Target target = new Target(delivery.ownerId(), delivery.target());
    boolean unhealthy = receivers.take(target);
    onTheirWay.add(key(delivery));
    executor.execute(() -> {
      try {
        attempt(delivery, target);
      } catch (RuntimeException | Error fault) {
        LOG.log(
            System.Logger.Level.ERROR,
            "what became of " + delivery.id() + " could not be noted; it is tried again",
            fault);
        backOff(target, Optional.empty());
      } finally {
        over(delivery, target, unhealthy);
      }
    });
  }

  private void over(Delivery delivery, Target target, boolean unhealthy) {
    Runnable next;
    synchronized (this) {
      receivers.give(target, unhealthy);
      onTheirWay.remove(key(delivery));
      next = afterEach;
    }
    next.run();
  }

  private void attempt(Delivery delivery, Target target) {
    Optional<Attempted> attempted = attempts.make(delivery);
    if (attempted.isEmpty()) {
      database.write(tx -> {
        deliveries.drop(tx, delivery, time.instant());
        return true;
      });
      return;
    }
    if (attempted.get().unhealthy()) {
      backOff(target, attempted.get().retryAfter());
    } else {
      synchronized (this) {
        receivers.healthy(target);
      }
    }
    note(delivery, attempted.get());
  }

  private synchronized void backOff(Target target, Optional<Duration> retryAfter) {
    receivers.unhealthy(target, retryAfter, nanoTime.getAsLong());
  }

  private void note(Delivery delivery, Attempted attempted) {
    Instant at = attempted.last().at();
    Duration pause = schedule.after(delivery.attempts() + 1);
    Duration wished = attempted.retryAfter().orElse(Duration.ZERO);
    Instant next = at.plus(wished.compareTo(pause) > 0 ? wished : pause);
    Attempted.Verdict verdict =
        attempted.verdict(delivery, next, delivery.since().plus(settings.retryFor()));
    Optional<Endpoint.Reason> disabled =
        database.write(tx -> {
          switch (verdict) {
            case ARRIVED ->
                deliveries.end(tx, delivery, Delivery.State.DELIVERED, attempted.last());
            case AGAIN -> deliveries.again(tx, delivery, attempted.last(), next);
            case GONE, REFUSED, TOO_LATE ->
                deliveries.end(tx, delivery, Delivery.State.FAILED, attempted.last());
          }
          return judge(tx, delivery, verdict, at);
        });
    counters.count(verdict);
    disabled.ifPresent(reason ->
        LOG.log(
            System.Logger.Level.WARNING,
            "webhook endpoint {0} of {1} is disabled: {2}",
            delivery.target(),
            delivery.ownerId(),
            reason.word()));
  }

  /** What an attempt means for the endpoint; the reason if it was disabled for it. */
  private Optional<Endpoint.Reason> judge(
      Connection tx, Delivery delivery, Attempted.Verdict verdict, Instant at) throws SQLException {
    Optional<Endpoint> found =
        delivery.callback().isPresent()
            ? Optional.empty()
            : endpoints.find(tx, delivery.ownerId(), delivery.target());
    if (found.isEmpty() || found.get().disabled().isPresent()) {
      return Optional.empty();
    }
    Endpoint endpoint = found.get();
    if (verdict == Attempted.Verdict.ARRIVED) {
      if (endpoint.failingSince().isPresent()) {
        endpoints.update(tx, endpoint.failing(Optional.empty()));
      }
      return Optional.empty();
    }
    Instant since = endpoint.failingSince().orElse(at);
    boolean tooLong = !since.plus(settings.disableAfter()).isAfter(at);
    if (verdict != Attempted.Verdict.GONE && !tooLong) {
      if (endpoint.failingSince().isEmpty()) {
        endpoints.update(tx, endpoint.failing(Optional.of(at)));
      }
      return Optional.empty();
    }
    Endpoint.Reason reason =
        verdict == Attempted.Verdict.GONE ? Endpoint.Reason.GONE : Endpoint.Reason.FAILING;
    endpoints.update(tx, endpoint.failing(Optional.of(since)).disabled(at, reason));
    deliveries.dropAll(tx, endpoint.ownerId(), endpoint.id(), at);
    return Optional.of(reason);
  }

  private static String key(Delivery delivery) {
    return delivery.ownerId() + " " + delivery.id();
  }
}
