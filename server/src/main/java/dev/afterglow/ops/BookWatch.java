package dev.afterglow.ops;

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
public final class BookWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BookWatch.class.getName());

  private static final int SHARE = 100;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("books").daemon().factory());
  private final IntSupplier examination;
  private final Duration pause;
  private final LongSupplier nanoTime;
  private volatile double discrepancies = Double.NaN;

  /**
   * @param examination counts what does not agree; takes its time
   * @param first from the start to the first examination
   * @param pause between two examinations, at least
   * @param nanoTime elapsed nanoseconds that never run backwards
   */
  public BookWatch(IntSupplier examination, Duration first, Duration pause, LongSupplier nanoTime) {
    this.examination = examination;
    this.pause = pause;
    this.nanoTime = nanoTime;
    next(first);
  }

  /** What the last examination found; not a number before the first, and after one that failed. */
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
    } catch (RuntimeException e) {
      discrepancies = Double.NaN;
      LOG.log(System.Logger.Level.WARNING, "the books could not be examined", e);
    } finally {
      next(after(Duration.ofNanos(nanoTime.getAsLong() - began), pause));
    }
  }
}
