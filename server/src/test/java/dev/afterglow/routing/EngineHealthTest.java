package dev.afterglow.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.routing.EngineHealth.Breaker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineHealthTest {
  private long now = 1_000_000;
  private final EngineHealth health = new EngineHealth(() -> now, EngineHealth.Backoff.DEFAULT);

  @Test
  void anEngineThatIsUnavailableIsLeftAloneTwiceAsLongEachTime() {
    assertTrue(health.allows("a"));
    for (int seconds : new int[] {1, 2, 4, 8}) {
      health.unavailable("a", Duration.ZERO);
      assertEquals(Duration.ofSeconds(seconds), health.untilAllowed("a"));
      pass(Duration.ofSeconds(seconds));
      assertEquals(Breaker.HALF_OPEN, health.breaker("a"));
      health.trying("a");
      assertEquals(Breaker.OPEN, health.breaker("a"), "one job at a time");
    }
    assertTrue(health.allows("b"));
  }

  @Test
  void theDoublingEndsAtTheCeilingAndAnEngineMayAskForMore() {
    for (int i = 0; i < 30; i++) {
      health.unavailable("a", Duration.ZERO);
      pass(health.untilAllowed("a"));
    }
    health.unavailable("a", Duration.ZERO);
    assertEquals(Duration.ofMinutes(5), health.untilAllowed("a"));
    pass(Duration.ofMinutes(5));
    health.unavailable("a", Duration.ofMinutes(20));
    assertEquals(Duration.ofMinutes(20), health.untilAllowed("a"));
    pass(Duration.ofMinutes(20));
    health.unavailable("a", Duration.ofDays(365));
    assertEquals(Duration.ofHours(1), health.untilAllowed("a"), "but not for a year");
  }

  @Test
  void manyAnswersOfOneOutageAreOneFailure() {
    for (int i = 0; i < 50; i++) {
      health.unavailable("a", Duration.ZERO);
    }
    assertEquals(Duration.ofSeconds(1), health.untilAllowed("a"));
  }

  @Test
  void anEngineThatWorksAgainIsGivenEverything() {
    health.unavailable("a", Duration.ZERO);
    pass(Duration.ofSeconds(1));
    health.trying("a");
    health.works("a");
    assertEquals(Breaker.CLOSED, health.breaker("a"));
    health.unavailable("a", Duration.ZERO);
    assertEquals(Duration.ofSeconds(1), health.untilAllowed("a"), "and begins anew");
  }

  @Test
  void aTrialThatIsNeverHeardOfIsFollowedByAnother() {
    health.unavailable("a", Duration.ZERO);
    pass(Duration.ofSeconds(1));
    health.trying("a");
    assertFalse(health.allows("a"));
    pass(health.untilAllowed("a"));
    assertEquals(Breaker.HALF_OPEN, health.breaker("a"));
  }

  @Test
  void aPausedEngineIsShownWithItsReasonUntilItWorks() {
    health.paused("a", "key expired", Duration.ofMinutes(1));
    assertEquals(Map.of("a", "key expired"), health.paused());
    assertFalse(health.allows("a"));
    pass(Duration.ofMinutes(1));
    assertTrue(health.allows("a"), "it is tried again");
    assertEquals(Map.of("a", "key expired"), health.paused());
    health.works("a");
    assertEquals(Map.of(), health.paused());
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
