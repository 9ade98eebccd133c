package dev.afterglow.events;

import dev.afterglow.tasks.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Tells those who wait for waiting tasks how the queue moves: one look for all of them, after
 * something has changed, and not more often than so often. A virtual thread of its own.
 */
public final class QueueWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(QueueWatch.class.getName());

  /** A look takes at most this part of all time. */
  private static final int SHARE = 20;

  private final TaskWatch watch;
  private final Function<List<Task>, Map<String, Integer>> positions;
  private final Duration pause;
  private final LongSupplier nanoTime;
  private final Semaphore moved = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("queue-watch").unstarted(this::run);

  private QueueWatch(
      TaskWatch watch,
      Function<List<Task>, Map<String, Integer>> positions,
      Duration pause,
      LongSupplier nanoTime) {
    this.watch = watch;
    this.positions = positions;
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts to watch.
   *
   * @param positions reads how many tasks come before each of these, by id
   * @param pause between two looks, at least
   */
  public static QueueWatch start(
      TaskWatch watch,
      Function<List<Task>, Map<String, Integer>> positions,
      Duration pause,
      LongSupplier nanoTime) {
    QueueWatch started = new QueueWatch(watch, positions, pause, nanoTime);
    watch.onQueueMoved(started.moved::release);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (true) {
        moved.acquire();
        moved.drainPermits();
        long began = nanoTime.getAsLong();
        look();
        long took = nanoTime.getAsLong() - began;
        Thread.sleep(Duration.ofNanos(Math.max(pause.toNanos(), SHARE * took)));
      }
    } catch (InterruptedException _) {
      // the server stops
    }
  }

  private void look() {
    try {
      List<Task> queued = watch.queued();
      if (!queued.isEmpty()) {
        positions.apply(queued).forEach(watch::position);
      }
    } catch (RuntimeException | Error e) { // the next look may find them
      LOG.log(System.Logger.Level.WARNING, "positions in the queue could not be read", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
