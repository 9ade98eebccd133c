package dev.afterglow.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.tasks.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FleetClockTest {
  private final ManualClock own = new ManualClock();
  private final FleetClock clock = new FleetClock(own);

  @Test
  void aSlowAnswerDoesNotMoveWhatAQuickOneSaid() {
    answer(Duration.ofMillis(2), Duration.ofSeconds(40).plusMillis(1));
    assertEquals(Duration.ofSeconds(40), clock.ahead());

    // asked before the database started, answered three seconds later with the time of its end
    answer(Duration.ofSeconds(3), Duration.ofSeconds(43));
    assertEquals(Duration.ofSeconds(40), clock.ahead());
  }

  @Test
  void aClockThatWasSetIsFollowedHoweverSlowTheAnswer() {
    answer(Duration.ofMillis(2), Duration.ofMillis(1));
    answer(Duration.ofSeconds(3), Duration.ofSeconds(61).plusMillis(500));
    assertEquals(Duration.ofSeconds(60), clock.ahead());
    answer(Duration.ofSeconds(3), Duration.ofMillis(1_500));
    assertEquals(Duration.ZERO, clock.ahead());
  }

  @Test
  void anAnswerAsQuickIsAlwaysTaken() {
    answer(Duration.ofMillis(4), Duration.ofMillis(2));
    answer(Duration.ofMillis(4), Duration.ofMillis(5));
    assertEquals(Duration.ofMillis(3), clock.ahead());
  }

  /**
   * @param said the time of the database in the answer, from when it was asked by our clock
   */
  private void answer(Duration took, Duration said) {
    clock.set(own.instant(), took, own.instant().plus(said).toEpochMilli());
  }
}
