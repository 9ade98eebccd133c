package dev.afterglow.webhooks;

import dev.afterglow.net.RetryAfter;
import dev.afterglow.net.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What one attempt at a delivery came to.
 *
 * @param unhealthy whether the receiver as a whole seems to be in trouble, and not only this
 *     message
 * @param retryAfter how long the receiver asks to wait
 */
record Attempted(Delivery.Last last, boolean unhealthy, Optional<Duration> retryAfter) {
  private static final int GONE = 410;

  /** Answers by which a receiver asks for a pause. */
  static final Set<Integer> SLOW_DOWN = Set.of(429, 502, 503, 504);

  /** 4xx that speak of the moment and not of the message. */
  private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

  /** What follows from an attempt. */
  enum Verdict {
    ARRIVED,
    AGAIN,
    /** The receiver wants no messages any more. */
    GONE,
    /** The receiver does not want this message. */
    REFUSED,
    /** It was tried for long enough. */
    TOO_LATE
  }

  static Attempted of(Sent sent, Instant at) {
    return switch (sent) {
      case Sent.Answered(int status, var headers, var _) ->
          new Attempted(
              new Delivery.Last(
                  at,
                  OptionalInt.of(status),
                  isGood(status) ? Optional.empty() : Optional.of(Delivery.Fault.REFUSED)),
              SLOW_DOWN.contains(status),
              isGood(status) ? Optional.empty() : RetryAfter.of(headers, at));
      case Sent.NotSent _ -> silent(Delivery.Fault.UNREACHABLE, at);
      case Sent.Unclear _ -> silent(Delivery.Fault.NO_ANSWER, at);
    };
  }

  private static Attempted silent(Delivery.Fault fault, Instant at) {
    return new Attempted(
        new Delivery.Last(at, OptionalInt.empty(), Optional.of(fault)), true, Optional.empty());
  }

  private static boolean isGood(int status) {
    return status >= 200 && status < 300;
  }

  boolean arrived() {
    return last.fault().isEmpty();
  }

  /**
   * What follows for a delivery.
   *
   * @param next when it would be tried again
   * @param end until when it may be
   */
  Verdict verdict(Delivery delivery, Instant next, Instant end) {
    if (arrived()) {
      return Verdict.ARRIVED;
    }
    int status = last.status().orElse(0);
    if (delivery.callback().isEmpty() && status == GONE) {
      return Verdict.GONE;
    }
    // The contract repeats nothing that a callback's receiver has refused by 4xx.
    if (delivery.callback().isPresent()
        && status >= 400
        && status < 500
        && !PASSING.contains(status)) {
      return Verdict.REFUSED;
    }
    return next.isAfter(end) ? Verdict.TOO_LATE : Verdict.AGAIN;
  }
}
