package dev.afterglow.ops;

import dev.afterglow.lifecycle.FatalErrors;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Lets the books be examined now and then, and remembers how many discrepancies there were. The
 * larger the books, the rarer: examinations take at most a hundredth of the time.
 */
public final class AuditSchedule implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AuditSchedule.class.getName());

  private static final int SHARE = 100;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("books").daemon().factory());
  private final IntSupplier examination;
  private final Duration pause;
  private final LongSupplier nanoTime;
  private final FatalErrors fatal;
  private volatile double discrepancies = Double.NaN;

  /**
   * @param examination counts what does not agree; takes its time
   * @param first from the start to the first examination
   * @param pause between two examinations, at least; zero for none at all
   * @param nanoTime elapsed nanoseconds that never run backwards
   * @param fatal told what an examination failed of; the next one comes all the same
   */
  public AuditSchedule(
      IntSupplier examination,
      Duration first,
      Duration pause,
      LongSupplier nanoTime,
      FatalErrors fatal) {
    this.examination = examination;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.fatal = fatal;
    if (!pause.isZero()) {
      next(first);
    }
  }

  /**
   * What the last examination found; not a number before the first, after one that failed, and
   * where there is none.
   */
  public double discrepancies() {
    return discrepancies;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** How long to wait after an examination that took this long. */
  static Duration after(Duration took, Duration pause) {
    Duration rest = took.multipliedBy(SHARE - 1L);
    return rest.compareTo(pause) > 0 ? rest : pause;
  }

  private void next(Duration wait) {
    try {
      var _ = clock.schedule(this::examine, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      // closed in the meantime
    }
  }

  private void examine() {
    long began = nanoTime.getAsLong();
    try {
      int found = examination.getAsInt();
      discrepancies = found;
      if (found > 0) {
        LOG.log(
            System.Logger.Level.ERROR,
            "ledger, tasks and files disagree in {0} places; run: afterglow doctor",
            found);
      }
    } catch (Throwable e) {
      discrepancies = Double.NaN;
      fatal.survived("the examination of the books", e);
    } finally {
      next(after(Duration.ofNanos(nanoTime.getAsLong() - began), pause));
    }
  }
}
