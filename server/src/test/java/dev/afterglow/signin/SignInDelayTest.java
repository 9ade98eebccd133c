package dev.afterglow.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SignInDelayTest {
  private final AtomicLong nanos = new AtomicLong();
  private final SignInDelay delay = new SignInDelay(nanos::get);

  @Test
  void aFewMistakesCostNothing() {
    fail(3);
    assertEquals(Duration.ZERO, delay.wait("here", "a@b"));
  }

  @Test
  void eachFurtherMistakeWaitsTwiceAsLong() {
    fail(4);
    assertEquals(Duration.ofSeconds(1), delay.wait("here", "a@b"));
    fail(1);
    assertEquals(Duration.ofSeconds(2), delay.wait("here", "A@b "));
    fail(50);
    assertEquals(Duration.ofSeconds(512), delay.wait("here", "a@b"));
  }

  @Test
  void timeAndTheRightPasswordEndTheWait() {
    fail(5);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertEquals(Duration.ZERO.isPositive(), delay.wait("here", "a@b").isPositive());
    fail(1);
    delay.succeeded("here", "a@b");
    assertEquals(Duration.ZERO, delay.wait("here", "a@b"));
  }

  @Test
  void whoGuessesElsewhereHoldsUpNobodyHere() {
    fail(20);
    assertEquals(Duration.ZERO, delay.wait("there", "a@b"));
  }

  @Test
  void manyNamesFromOneAddressWaitToo() {
    for (int i = 0; i < 40; i++) {
      delay.failed("here", "user" + i + "@b");
    }
    assertTrue(delay.wait("here", "new@b").isPositive());
  }

  @Test
  void oneNameFromManyAddressesWaitsToo() {
    for (int i = 0; i < 40; i++) {
      delay.failed("address " + i, "a@b");
    }
    assertTrue(delay.wait("another", "a@b").isPositive());
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      delay.failed("here", "a@b");
    }
  }
}
