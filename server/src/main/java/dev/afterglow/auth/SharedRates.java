package dev.afterglow.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.afterglow.auth.Admission.Admitted;
import dev.afterglow.auth.Admission.Refused;
import dev.afterglow.auth.Admission.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Rates that several nodes keep to together. Each takes a few requests at a time of what a subject
 * has in a minute of the clock, and hands them out by itself: all nodes together never admit more
 * than the rate in such a minute, and what a node has taken and not handed out is lost with it.
 */
public final class SharedRates {
  private static final int REMEMBERED = 100_000;
  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

  /** A node takes this part of a rate at once, so that few requests wait for the database. */
  private static final int PART = 20;

  private final Store store;
  private final InstantSource time;
  private final Cache<String, Share> shares =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(Duration.ofMinutes(2))
          .executor(Runnable::run)
          .build();

  /** Where nodes take their shares from. */
  @FunctionalInterface
  public interface Store {
    /**
     * Takes some of what a subject has left in a minute.
     *
     * @param minute since the epoch
     * @param wanted at least 1
     * @param perMinute what the subject has in a minute
     * @return how many were taken, 0 to {@code wanted}
     */
    int take(String subject, long minute, int wanted, int perMinute);
  }

  /**
   * @param time the same on all nodes, or nearly
   */
  public SharedRates(Store store, InstantSource time) {
    this.store = store;
    this.time = time;
  }

  /** What this node has of one subject's minute. */
  private static final class Share {
    private long minute = -1;
    private int left;
    private boolean exhausted;

    /** How many questions have failed, and how the last one did. */
    private final AtomicInteger failures = new AtomicInteger();

    private Optional<RuntimeException> failure = Optional.empty();

    /** Takes more, unless the same has failed while this request waited for it. */
    int more(int failuresBefore, IntSupplier question) {
      if (failures.get() != failuresBefore && failure.isPresent()) {
        throw failure.get();
      }
      try {
        return question.getAsInt();
      } catch (RuntimeException e) {
        failure = Optional.of(e);
        failures.incrementAndGet();
        throw e;
      }
    }
  }

  /**
   * Counts one request of a subject. All that wait for one answer of the database fail with it:
   * asking one after the other they would wait for each other's patience.
   */
  Admission take(Subject kind, String subject, int perMinute) {
    Share share = shares.get(kind + " " + subject, _ -> new Share());
    long now = time.millis();
    long minute = Math.floorDiv(now, MINUTE_MILLIS);
    long untilNext = Math.max(1, Math.ceilDiv((minute + 1) * MINUTE_MILLIS - now, 1000L));
    int failures = share.failures.get();
    synchronized (share) {
      if (share.minute != minute) {
        share.minute = minute;
        share.left = 0;
        share.exhausted = false;
      }
      if (share.left == 0 && !share.exhausted) {
        int wanted = Math.max(1, perMinute / PART);
        share.left =
            share.more(failures, () -> store.take(kind + " " + subject, minute, wanted, perMinute));
        share.exhausted = share.left == 0;
      }
      if (share.left == 0) {
        return new Refused(kind, perMinute, untilNext, untilNext);
      }
      share.left--;
      return new Admitted(perMinute, share.left, untilNext);
    }
  }

  /** The minute that requests count in at this moment, since the epoch. */
  long minute() {
    return Math.floorDiv(time.millis(), MINUTE_MILLIS);
  }

  /**
   * One that was counted did not take place after all.
   *
   * @param minute when it was counted; nothing is given back in another, which has a rate of its
   *     own
   */
  void giveBack(Subject kind, String subject, long minute) {
    Share share = shares.getIfPresent(kind + " " + subject);
    if (share != null) {
      synchronized (share) {
        if (share.minute == minute) {
          share.left++;
        }
      }
    }
  }
}
