package dev.afterglow.routing;

import java.time.Duration;

/**
 * An engine that serves a public model.
 *
 * @param engine its name
 * @param weight its share beside neighbours in the list that fit as well; 0 for one whose place in
 *     the list decides
 * @param maxOvershoot how much longer than ordered a film made in one piece may be
 */
public record Candidate(String engine, int weight, Duration maxOvershoot) {
  private static final Duration ANY = Duration.ofDays(1);

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
    this(engine, weight, ANY);
  }
}
