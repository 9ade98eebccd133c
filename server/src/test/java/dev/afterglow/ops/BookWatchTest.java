package dev.afterglow.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the watch tells between its examinations, each of which waits for the test's word. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BookWatchTest {
  private static final int FAULT = -1;

  private final SynchronousQueue<Integer> findings = new SynchronousQueue<>();

  @Test
  void lastExaminationIsTold() throws InterruptedException {
    try (BookWatch watch =
        new BookWatch(this::examine, Duration.ZERO, Duration.ofMillis(1), () -> 0)) {
      assertTold(Double.NaN, watch);
      findings.put(3);
      assertTold(3, watch);
      findings.put(FAULT);
      assertTold(Double.NaN, watch);
      findings.put(0);
      assertTold(0, watch);
    }
  }

  @Test
  void examinationsTakeAHundredthOfTheTimeAtMost() {
    Duration quarter = Duration.ofMinutes(15);
    assertEquals(quarter, BookWatch.after(Duration.ofSeconds(9), quarter));
    assertEquals(Duration.ofSeconds(990), BookWatch.after(Duration.ofSeconds(10), quarter));
    assertEquals(Duration.ofMinutes(99), BookWatch.after(Duration.ofMinutes(1), quarter));
  }

  /** The next examination waits, so what is told stays until it is seen, or never comes. */
  private static void assertTold(double expected, BookWatch watch) {
    while (Double.compare(expected, watch.discrepancies()) != 0) {
      Thread.onSpinWait();
    }
  }

  private int examine() {
    try {
      int found = findings.take();
      if (found == FAULT) {
        throw new IllegalStateException("the database is away");
      }
      return found;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
