package dev.afterglow.engines.preview.draw;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The threads that draw: one for each core, in the background, shared by all films so that two
 * films take turns rather than double the load.
 */
public final class Crew implements AutoCloseable {
  private final int size;
  private final ExecutorService threads;

  /** A crew of this many threads. */
  public Crew(int size) {
    this.size = size;
    threads = Executors.newFixedThreadPool(size, BackgroundThreads.named("preview-draw-"));
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
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Semaphore ended = new Semaphore(0);
    Runnable share =
        () -> {
          try {
            for (int from; (from = next.getAndAdd(step)) < rows; ) {
              band.work(from, Math.min(rows, from + step));
            }
          } catch (Throwable broken) {
            failure.set(broken);
            next.set(rows);
          } finally {
            ended.release();
          }
        };
    for (int i = 0; i < size; i++) {
      threads.execute(share);
    }
    try {
      ended.acquire(size);
    } catch (InterruptedException stopped) {
      // bands that have begun still write to arrays the caller is about to drop
      next.set(rows);
      ended.acquireUninterruptibly(size);
      throw stopped;
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
