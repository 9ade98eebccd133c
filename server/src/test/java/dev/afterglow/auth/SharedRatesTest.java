package dev.afterglow.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.auth.Admission.Admitted;
import dev.afterglow.auth.Admission.Refused;
import dev.afterglow.auth.Admission.Subject;
import dev.afterglow.tasks.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** One after the other they would wait for each other's patience. */
  @Test
  void allThatWaitForOneAnswerOfTheDatabaseFailWithIt() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch silence = new CountDownLatch(1);
    SharedRates cutOff =
        new SharedRates(
            (_, _, wanted, _) -> {
              if (questions.incrementAndGet() == 1) {
                asked.countDown();
                awaited(silence);
                throw new IllegalStateException("the database is away");
              }
              return wanted;
            },
            clock);
    AtomicInteger failed = new AtomicInteger();
    List<Thread> requests = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      requests.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  cutOff.take(Subject.KEY, "key", PER_MINUTE);
                } catch (IllegalStateException e) {
                  failed.incrementAndGet();
                }
              }));
      awaited(asked);
    }
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (requests.stream().filter(one -> one.getState() == Thread.State.BLOCKED).count() < 9) {
      assertTrue(System.nanoTime() < deadline);
      Thread.onSpinWait();
    }
    silence.countDown();
    for (Thread request : requests) {
      request.join();
    }
    assertEquals(10, failed.get());
    assertEquals(1, questions.get());
    assertInstanceOf(Admitted.class, cutOff.take(Subject.KEY, "key", PER_MINUTE));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
