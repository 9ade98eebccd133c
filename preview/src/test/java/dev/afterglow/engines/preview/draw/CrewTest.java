package dev.afterglow.engines.preview.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CrewTest {
  @Test
  void everyRowIsWorkedOnOnce() throws InterruptedException {
    AtomicIntegerArray visits = new AtomicIntegerArray(103);
    try (Crew crew = new Crew(3)) {
      crew.each(
          103,
          8,
          (from, to) -> {
            for (int row = from; row < to; row++) {
              visits.incrementAndGet(row);
            }
          });
    }
    for (int row = 0; row < 103; row++) {
      assertEquals(1, visits.get(row));
    }
  }

  @Test
  void failureOfABandReachesTheCaller() {
    try (Crew crew = new Crew(2)) {
      IllegalStateException failure =
          assertThrows(
              IllegalStateException.class,
              () ->
                  crew.each(
                      10,
                      1,
                      (_, _) -> {
                        throw new ArithmeticException("band");
                      }));
      assertEquals("band", failure.getCause().getMessage());
    }
  }

  @Test
  void interruptedCallerReturnsOnlyWhenNoBandRunsAnyMore() throws InterruptedException {
    AtomicInteger worked = new AtomicInteger();
    Thread caller = Thread.currentThread();
    try (Crew crew = new Crew(1)) {
      assertThrows(
          InterruptedException.class,
          () ->
              crew.each(
                  100_000,
                  1,
                  (_, _) -> {
                    if (worked.incrementAndGet() == 1) {
                      caller.interrupt();
                    }
                  }));
      int after = worked.get();
      // the same single thread: what was left over would have to run first
      crew.each(1, 1, (_, _) -> {});
      assertEquals(after, worked.get());
    }
  }
}
