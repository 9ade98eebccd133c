package dev.afterglow.ops;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Lets the books be examined now and then, and remembers how many discrepancies there were. */
public final class BookWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BookWatch.class.getName());

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("books").daemon().factory());
  private volatile double discrepancies = Double.NaN;

  /**
   * @param examination counts what does not agree; takes its time
   * @param first from the start to the first examination
   * @param pause between two examinations
   */
  public BookWatch(IntSupplier examination, Duration first, Duration pause) {
    var _ =
        clock.scheduleWithFixedDelay(
            () -> examine(examination), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What the last examination found; not a number before the first, and after one that failed. */
  public double discrepancies() {
    return discrepancies;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void examine(IntSupplier examination) {
    try {
      int found = examination.getAsInt();
      discrepancies = found;
      if (found > 0) {
        LOG.log(
            System.Logger.Level.ERROR,
            "ledger, tasks and files disagree in {0} places; run: afterglow doctor",
            found);
      }
    } catch (RuntimeException e) {
      discrepancies = Double.NaN;
      LOG.log(System.Logger.Level.WARNING, "the books could not be examined", e);
    }
  }
}
