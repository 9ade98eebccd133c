package dev.afterglow.engines.preview.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that draw: one for each core, daemons of the lowest priority, shared by all films so
 * that two films take turns rather than double the load.
 */
public final class Crew implements AutoCloseable {
  private final int size;
  private final ExecutorService threads;

  /** A crew of this many threads. */
  public Crew(int size) {
    this.size = size;
    threads =
        Executors.newFixedThreadPool(
            size,
            Thread.ofPlatform()
                .name("preview-draw-", 0)
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .factory());
  }

  /** A piece of work on the rows from {@code from} to before {@code to}. */
  @FunctionalInterface
  public interface Band {
    /** Works on these rows only. */
    void work(int from, int to);
  }

  /**
   * Works on rows 0 to before {@code rows} in bands of at most {@code step}, and returns when all
   * are done. The order of bands is not fixed, so they must not depend on one another.
   *
   * @throws InterruptedException if the calling thread is interrupted; no band runs any more then
   */
  public void each(int rows, int step, Band band) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Runnable share =
        () -> {
          for (int from; (from = next.getAndAdd(step)) < rows; ) {
            band.work(from, Math.min(rows, from + step));
          }
        };
    List<Future<?>> shares = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      shares.add(threads.submit(share));
    }
    try {
      for (Future<?> each : shares) {
        each.get();
      }
    } catch (ExecutionException failed) {
      next.set(rows);
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      next.set(rows);
      awaitQuietly(shares);
      throw stopped;
    }
  }

  /** Waits for bands that have begun, since they write to arrays the caller is about to drop. */
  private static void awaitQuietly(List<Future<?>> shares) {
    for (Future<?> each : shares) {
      while (!each.isDone()) {
        Thread.yield();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
