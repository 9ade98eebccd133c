package dev.afterglow.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.webhooks.DeliveryRows.Target;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiversTest {
  private static final Target ANNS = new Target("ann", "whe_1");
  private static final Target ANNS_OTHER = new Target("ann", "whe_2");
  private static final Target ANNS_THIRD = new Target("ann", "whe_3");
  private static final Target BOBS = new Target("bob", "whe_4");

  private final Receivers receivers = new Receivers(32);

  @Test
  void oneReceiverGetsAnEighthAndOneOwnerAQuarter() {
    assertEquals(4, take(ANNS));
    assertEquals(4, take(ANNS_OTHER));
    assertEquals(0, take(ANNS_THIRD), "the owner's quarter is used up");
    assertEquals(4, take(BOBS));
    receivers.give(ANNS, false);
    assertEquals(1, receivers.room(ANNS_THIRD, 0));
  }

  @Test
  void receiverInTroubleGetsOneAfterAPauseThatDoubles() {
    receivers.unhealthy(ANNS, Optional.empty(), 0);
    assertEquals(0, receivers.room(ANNS, seconds(2) - 1));
    assertEquals(1, receivers.room(ANNS, seconds(2)));
    assertTrue(receivers.take(ANNS));
    assertEquals(0, receivers.room(ANNS, seconds(3)), "one at a time");
    receivers.give(ANNS, true);
    receivers.unhealthy(ANNS, Optional.empty(), seconds(2));
    assertEquals(0, receivers.room(ANNS, seconds(6) - 1));
    assertEquals(1, receivers.room(ANNS, seconds(6)));
    for (int i = 0; i < 100; i++) {
      receivers.unhealthy(ANNS, Optional.empty(), 0);
    }
    assertEquals(1, receivers.room(ANNS, seconds(300)), "five minutes at most");
    receivers.healthy(ANNS);
    assertEquals(4, receivers.room(ANNS, 0));
    assertFalse(receivers.take(ANNS));
  }

  @Test
  void troubleOfTheProcessBeforeIsRecalledWithWhatIsLeftOfItsPause() {
    receivers.recall(ANNS, 3, Duration.ofSeconds(5), seconds(100));
    assertEquals(
        0, receivers.room(ANNS, seconds(103) - 1), "eight seconds, of which five are over");
    assertEquals(1, receivers.room(ANNS, seconds(103)));
    receivers.recall(BOBS, 1, Duration.ofHours(1), seconds(100));
    assertEquals(1, receivers.room(BOBS, seconds(100)));
  }

  @Test
  void receiverMayAskForPeaceOfAnHourAtMost() {
    receivers.unhealthy(ANNS, Optional.of(Duration.ofMinutes(30)), 0);
    assertEquals(0, receivers.room(ANNS, seconds(1799)));
    assertEquals(1, receivers.room(ANNS, seconds(1800)));
    receivers.unhealthy(BOBS, Optional.of(Duration.ofDays(1)), 0);
    assertEquals(1, receivers.room(BOBS, seconds(3600)));
  }

  @Test
  void allReceiversInTroubleTogetherGetAHalf() {
    for (int i = 0; i < 100; i++) {
      Target target = new Target("owner-" + i, "whe_" + i);
      receivers.unhealthy(target, Optional.empty(), 0);
      if (receivers.room(target, seconds(10)) > 0) {
        receivers.take(target);
      }
    }
    assertEquals(16, receivers.taken());
    assertEquals(4, receivers.room(BOBS, seconds(10)), "and the others go on");
  }

  private int take(Target target) {
    int taken = 0;
    while (receivers.room(target, 0) > 0) {
      receivers.take(target);
      taken++;
    }
    return taken;
  }

  private static long seconds(int count) {
    return Duration.ofSeconds(count).toNanos();
  }
}
