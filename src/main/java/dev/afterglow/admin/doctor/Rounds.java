package dev.afterglow.admin.doctor;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Examines at regular intervals and remembers how much was found, for a metric that must be 0. */
public final class Rounds implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

  private final Doctor doctor;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("doctor").factory());
  private volatile OptionalInt discrepancies = OptionalInt.empty();

  public Rounds(Doctor doctor) {
    this.doctor = doctor;
  }

  /** Examines now, and again this long after each examination. */
  public void start(Duration pause) {
    var _ = timer.scheduleWithFixedDelay(this::examine, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many discrepancies the newest examination found; empty before the first. */
  public OptionalInt discrepancies() {
    return discrepancies;
  }

  /** Lets a running examination end, and makes no more. */
  @Override
  public void close() {
    timer.close();
  }

  /** Examines once. A failure leaves the last result and is logged. */
  void examine() {
    try {
      Report report = doctor.examine();
      discrepancies = OptionalInt.of(report.findings().size());
      for (Finding finding : report.findings()) {
        LOG.log(System.Logger.Level.ERROR, "the books disagree: {0}", finding);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the books could not be examined", e);
    }
  }
}
