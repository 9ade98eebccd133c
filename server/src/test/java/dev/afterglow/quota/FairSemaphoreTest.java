package dev.afterglow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class FairSemaphoreTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void oneGreedyHolderGetsAHalf() {
    FairSemaphore permits = new FairSemaphore(2_048);
    assertEquals(1_024, taken(permits, "greedy"));
    assertTrue(permits.tryAcquire("modest", 1));
  }

  @Test
  void whoHasItsShareIsToldFromWhoFindsNothing() {
    FairSemaphore permits = new FairSemaphore(4);
    assertFalse(permits.isOverShare("greedy", 1));
    assertEquals(2, taken(permits, "greedy"));
    assertTrue(permits.isOverShare("greedy", 1));
    assertFalse(permits.isOverShare("modest", 1));
    assertTrue(permits.tryAcquire("b", 1));
    assertTrue(permits.tryAcquire("c", 1));
    assertFalse(permits.isOverShare("greedy", 1));
    assertFalse(permits.isOverShare("modest", 1));
  }

  @Test
  void severalGreedyHoldersLeaveSomethingForWhoeverComesNext() {
    FairSemaphore permits = new FairSemaphore(100);
    for (String greedy : List.of("a", "b", "c", "d")) {
      assertTrue(taken(permits, greedy) > 0);
    }
    assertTrue(permits.free() > 0);
    assertTrue(permits.tryAcquire("next", 1));
  }

  @Test
  void nobodyTakesMoreThanThereIs() {
    FairSemaphore permits = new FairSemaphore(2);
    assertTrue(permits.tryAcquire("a", 1));
    assertFalse(permits.tryAcquire("a", 1));
    assertTrue(permits.tryAcquire("b", 1));
    assertFalse(permits.tryAcquire("c", 1));
    permits.release("a", 1);
    assertTrue(permits.tryAcquire("c", 1));
  }

  @Test
  void whoWantsMoreThanThereIsGetsAllWhenNobodyHasAny() {
    FairSemaphore permits = new FairSemaphore(10);
    assertTrue(permits.tryAcquire("a", 1));
    assertFalse(permits.tryAcquire("b", 1_000));
    permits.release("a", 1);
    assertTrue(permits.tryAcquire("b", 1_000));
    assertEquals(0, permits.free());
    permits.release("b", 1_000);
    assertEquals(10, permits.free());
  }

  @Test
  void largeWantsAreWeighedAgainstWhatIsFree() {
    FairSemaphore bytes = new FairSemaphore(32);
    assertTrue(bytes.tryAcquire("a", 15));
    assertFalse(bytes.tryAcquire("a", 15));
    assertTrue(bytes.tryAcquire("b", 15));
    assertTrue(bytes.tryAcquire("c", 1));
  }

  @Test
  void whatIsNotPositiveIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FairSemaphore(0));
    assertThrows(IllegalArgumentException.class, () -> new FairSemaphore(1).tryAcquire("a", 0));
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void releasedPermitIsTakenByWhoeverWaits() throws Exception {
    FairSemaphore permits = new FairSemaphore(1);
    assertTrue(permits.tryAcquire("a", 1));
    assertFalse(permits.tryAcquire("b", 1, Duration.ZERO));
    assertFalse(permits.tryAcquire("b", 1, Duration.ofMillis(1)));
    try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> next = waiting.submit(() -> permits.tryAcquire("b", 1, PATIENCE));
      permits.release("a", 1);
      assertTrue(next.get());
    }
  }

  /** Everybody takes, holds and gives back; in the end nothing is missing and nothing too much. */
  @RepeatedTest(5)
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nothingIsLostAmongManyThreads() throws Exception {
    int most = 7;
    FairSemaphore permits = new FairSemaphore(most);
    AtomicLong held = new AtomicLong();
    AtomicLong highest = new AtomicLong();
    List<Future<?>> all = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        String holder = "h" + i % 4;
        int wanted = 1 + i % 2;
        all.add(
            threads.submit(() -> {
              for (int round = 0; round < 200; round++) {
                assertTrue(permits.tryAcquire(holder, wanted, PATIENCE));
                highest.accumulateAndGet(held.addAndGet(wanted), Math::max);
                Thread.yield();
                held.addAndGet(-wanted);
                permits.release(holder, wanted);
              }
            }));
      }
    }
    for (Future<?> one : all) {
      one.get();
    }
    assertTrue(highest.get() <= most, highest::toString);
    assertEquals(most, permits.free());
  }

  private static int taken(FairSemaphore permits, String holder) {
    int count = 0;
    while (permits.tryAcquire(holder, 1)) {
      count++;
    }
    return count;
  }
}
