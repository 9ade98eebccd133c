package dev.afterglow.routing;

import java.time.Duration;

/**
 * An engine that serves a public model.
 *
 * @param engine its name
 * @param weight its share beside neighbours in the list that fit as well; 0 for one whose place in
 *     the list decides
 * @param maxOvershoot how much longer than ordered a film made in one piece may be
 * @param limits how much of this model it is given
 */
public record Candidate(String engine, int weight, Duration maxOvershoot, Limits limits) {
  private static final Duration ANY = Duration.ofDays(1);

  /**
   * How much of one model an engine is given, where that is less than it can take in all.
   *
   * @param running films of this model at once
   * @param submitsPerMinute films of this model that are begun in a minute
   * @param maxSeconds the longest film of this model
   */
  public record Limits(int running, int submitsPerMinute, int maxSeconds) {
    /** As much as the engine takes. */
    public static final Limits NONE =
        new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    public Limits {
      if (running < 1 || submitsPerMinute < 1 || maxSeconds < 1) {
        throw new IllegalArgumentException("limits: expected at least 1 of each");
      }
    }
  }

  public Candidate {
    if (weight < 0) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: 0 or more)");
    }
    if (maxOvershoot.isNegative()) {
      throw new IllegalArgumentException("overshoot: " + maxOvershoot + " (expected: 0 or more)");
    }
  }

  /** One whose films may be trimmed by as much as need be. */
  public Candidate(String engine, int weight) {
    this(engine, weight, ANY, Limits.NONE);
  }
}
