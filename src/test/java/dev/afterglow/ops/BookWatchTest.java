package dev.afterglow.ops;

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
    try (BookWatch watch = new BookWatch(this::examine, Duration.ZERO, Duration.ofMillis(1))) {
      assertTold(Double.NaN, watch);
      findings.put(3);
      assertTold(3, watch);
      findings.put(FAULT);
      assertTold(Double.NaN, watch);
      findings.put(0);
      assertTold(0, watch);
    }
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
