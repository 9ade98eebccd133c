package dev.afterglow.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.afterglow.auth.Admission.Admitted;
import dev.afterglow.auth.Admission.Refused;
import dev.afterglow.auth.Admission.Subject;
import dev.afterglow.tasks.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SharedRatesTest {
  private static final int PER_MINUTE = 40;

  private final ManualClock clock = new ManualClock();
  private final Map<Long, Integer> taken = new HashMap<>();
  private final SharedRates one = new SharedRates(this::take, clock);
  private final SharedRates other = new SharedRates(this::take, clock);

  /** What a database would hand out. */
  private int take(String subject, long minute, int wanted, int perMinute) {
    int before = taken.getOrDefault(minute, 0);
    int given = Math.min(wanted, perMinute - before);
    taken.put(minute, before + given);
    return given;
  }

  @Test
  void nodesTogetherAdmitTheRate() {
    assertEquals(PER_MINUTE, admitted(one) + admitted(other));
    clock.advance(Duration.ofMinutes(1));
    assertEquals(PER_MINUTE, admitted(other) + admitted(one));
  }

  @Test
  void whatIsGivenBackIsHandedOutAgain() {
    admitted(one);
    one.giveBack(Subject.KEY, "key", one.minute());
    assertInstanceOf(Admitted.class, one.take(Subject.KEY, "key", PER_MINUTE));
    assertInstanceOf(Refused.class, one.take(Subject.KEY, "key", PER_MINUTE));
  }

  @Test
  void whatIsGivenBackInTheNextMinuteIsNotAddedToThat() {
    long before = one.minute();
    one.take(Subject.KEY, "key", PER_MINUTE);
    clock.advance(Duration.ofMinutes(1));
    one.take(Subject.KEY, "key", PER_MINUTE); // somebody else's, of the minute that has begun
    one.giveBack(Subject.KEY, "key", before);
    assertEquals(PER_MINUTE - 1, admitted(one));
  }

  /** How many requests of the key a node admits until it refuses one. */
  private static int admitted(SharedRates node) {
    int count = 0;
    while (node.take(Subject.KEY, "key", PER_MINUTE) instanceof Admitted) {
      count++;
    }
    return count;
  }
}
