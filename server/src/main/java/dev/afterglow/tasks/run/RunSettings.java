package dev.afterglow.tasks.run;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How patient the runner is, and how much it does at once.
 *
 * @param engineDeadline how long an engine may keep an attempt, counted from when it was handed
 *     over; then the hold is released, and what the engine does later is the operator's loss
 * @param longestWait how long a task may wait for its turn; then it fails and its hold is released
 * @param fetchAttempts how often a finished film is fetched before its task fails
 * @param firstPause how long to wait after a first failed attempt at anything; it doubles with each
 * @param longestPause where the doubling ends
 * @param retryBroken whether a task whose engine broke, and charged nothing for it, is given to
 *     another engine
 * @param lanes how many steps of each kind are taken at once
 * @param terms what the operator says of single engines, by name
 */
public record RunSettings(
    Duration engineDeadline,
    Duration longestWait,
    int fetchAttempts,
    Duration firstPause,
    Duration longestPause,
    boolean retryBroken,
    Lanes lanes,
    Map<String, EngineTerms> terms) {

  /**
   * How many steps of one kind are taken at once.
   *
   * @param submits of each engine
   * @param polls of each engine
   * @param fetches of each engine
   * @param finishes in all, since they need this machine's cores
   */
  public record Lanes(int submits, int polls, int fetches, int finishes) {
    public Lanes {
      if (submits < 1 || polls < 1 || fetches < 1 || finishes < 1) {
        throw new IllegalArgumentException("lanes: expected at least 1 of each");
      }
    }
  }

  /** What a server does unless told otherwise. */
  public static final RunSettings DEFAULT =
      new RunSettings(
          Duration.ofHours(24),
          Duration.ofHours(24),
          10,
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          false,
          new Lanes(64, 512, 16, 2));

  public RunSettings {
    terms = Map.copyOf(terms);
    requirePositive("engine deadline", engineDeadline);
    requirePositive("longest wait", longestWait);
    requirePositive("first pause", firstPause);
    requirePositive("longest pause", longestPause);
    if (fetchAttempts < 1) {
      throw new IllegalArgumentException(
          "fetch attempts: " + fetchAttempts + " (expected: 1 or more)");
    }
  }

  /** The same for every engine. */
  public RunSettings(
      Duration engineDeadline,
      Duration longestWait,
      int fetchAttempts,
      Duration firstPause,
      Duration longestPause,
      boolean retryBroken,
      Lanes lanes) {
    this(
        engineDeadline,
        longestWait,
        fetchAttempts,
        firstPause,
        longestPause,
        retryBroken,
        lanes,
        Map.of());
  }

  /** The same with other deadlines. */
  public RunSettings withDeadlines(Duration engine, Duration wait) {
    return new RunSettings(
        engine, wait, fetchAttempts, firstPause, longestPause, retryBroken, lanes, terms);
  }

  /** The same with the operator's word on single engines. */
  public RunSettings withTerms(Map<String, EngineTerms> byEngine) {
    return new RunSettings(
        engineDeadline,
        longestWait,
        fetchAttempts,
        firstPause,
        longestPause,
        retryBroken,
        lanes,
        byEngine);
  }

  /** How long this engine may keep an attempt. */
  Duration deadlineOf(String engine) {
    return termsOf(engine).deadline().orElse(engineDeadline);
  }

  /** What a film of so many seconds costs the operator at this engine, if the operator says so. */
  OptionalLong costOf(String engine, int seconds) {
    OptionalLong price = termsOf(engine).priceMicros();
    return price.isEmpty() ? price : OptionalLong.of(price.getAsLong() * seconds);
  }

  private EngineTerms termsOf(String engine) {
    return terms.getOrDefault(engine, EngineTerms.NONE);
  }

  /** The pause after so many failures in a row, the first being 1. */
  Duration pauseAfter(int failures) {
    Duration pause = firstPause.multipliedBy(1L << Math.clamp(failures - 1, 0, 20));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
    }
  }
}
