package dev.afterglow.images;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Deletes uploads whose time is over, at its start and every hour. */
public final class UploadSweeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(UploadSweeper.class.getName());

  private final ScheduledExecutorService hours =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("upload-sweeper").factory());

  private UploadSweeper() {}

  /** Starts to sweep a store, until closed. */
  public static UploadSweeper start(Uploads uploads) {
    UploadSweeper sweeper = new UploadSweeper();
    var _ = sweeper.hours.scheduleWithFixedDelay(() -> sweep(uploads), 0, 1, TimeUnit.HOURS);
    return sweeper;
  }

  @Override
  public void close() {
    hours.shutdownNow();
  }

  private static void sweep(Uploads uploads) {
    try {
      uploads.sweep();
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "old uploads are not swept", e);
    }
  }
}
