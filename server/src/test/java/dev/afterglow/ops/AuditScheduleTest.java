package dev.afterglow.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.afterglow.lifecycle.FatalErrors;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the watch tells between its examinations, each of which waits for the test's word. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AuditScheduleTest {
  private static final int FAULT = -1;
  private static final int ERROR = -2;

  private final FatalErrors fatal = FatalErrors.logged();
  private final SynchronousQueue<Integer> findings = new SynchronousQueue<>();

  @Test
  void lastExaminationIsTold() throws InterruptedException {
    try (AuditSchedule watch =
        new AuditSchedule(this::examine, Duration.ZERO, Duration.ofMillis(1), () -> 0, fatal)) {
      assertTold(Double.NaN, watch);
      findings.put(3);
      assertTold(3, watch);
      findings.put(FAULT);
      assertTold(Double.NaN, watch);
      findings.put(0);
      assertTold(0, watch);
      assertEquals(1, fatal.count());
      findings.put(ERROR);
      assertTold(Double.NaN, watch);
      findings.put(2);
      assertTold(2, watch);
      assertEquals(2, fatal.count());
    }
  }

  @Test
  void watchThatIsOffNeverLooks() throws InterruptedException {
    try (AuditSchedule watch =
        new AuditSchedule(this::examine, Duration.ZERO, Duration.ZERO, () -> 0, fatal)) {
      assertFalse(findings.offer(3, 100, TimeUnit.MILLISECONDS), "somebody looks");
      assertTold(Double.NaN, watch);
    }
  }

  @Test
  void examinationsTakeAHundredthOfTheTimeAtMost() {
    Duration quarter = Duration.ofMinutes(15);
    assertEquals(quarter, AuditSchedule.after(Duration.ofSeconds(9), quarter));
    assertEquals(Duration.ofSeconds(990), AuditSchedule.after(Duration.ofSeconds(10), quarter));
    assertEquals(Duration.ofMinutes(99), AuditSchedule.after(Duration.ofMinutes(1), quarter));
  }

  /** The next examination waits, so what is told stays until it is seen, or never comes. */
  private static void assertTold(double expected, AuditSchedule watch) {
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
      if (found == ERROR) {
        throw new StackOverflowError("on purpose");
      }
      return found;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
