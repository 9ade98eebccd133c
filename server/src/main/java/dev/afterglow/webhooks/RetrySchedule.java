package dev.afterglow.webhooks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a message is tried again: after about 5 s, 15 s, 45 s and so on, three times as long each
 * time, at most four hours. Each pause is up to a fifth shorter or longer, so that messages which
 * failed together do not come back together.
 */
final class RetrySchedule {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(4);
  private static final int FACTOR = 3;
  private static final double SPREAD = 0.2;

  private final RandomGenerator random;

  RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause after a failed attempt.
   *
   * @param attempts how many have failed, at least 1
   */
  Duration after(int attempts) {
    long millis = FIRST.toMillis();
    for (int i = 1; i < attempts && millis < LONGEST.toMillis(); i++) {
      millis *= FACTOR;
    }
    return spread(Math.min(millis, LONGEST.toMillis()));
  }

  /** The same time, a little shorter or longer. */
  private Duration spread(long millis) {
    return Duration.ofMillis((long) (millis * (1 - SPREAD + 2 * SPREAD * random.nextDouble())));
  }
}
