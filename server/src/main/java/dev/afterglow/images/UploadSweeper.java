package dev.afterglow.images;

import dev.afterglow.lifecycle.FatalErrors;
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

  /**
   * Starts to sweep a store, until closed.
   *
   * @param fatal told what nobody expected
   */
  public static UploadSweeper start(Uploads uploads, FatalErrors fatal) {
    UploadSweeper sweeper = new UploadSweeper();
    var _ = sweeper.hours.scheduleWithFixedDelay(() -> sweep(uploads, fatal), 0, 1, TimeUnit.HOURS);
    return sweeper;
  }

  @Override
  public void close() {
    hours.shutdownNow();
  }

  private static void sweep(Uploads uploads, FatalErrors fatal) {
    try {
      uploads.sweep();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "old uploads are not swept", e);
    } catch (Throwable e) { // a scheduled task that throws is never run again, and nobody is told
      fatal.survived("the sweep of old uploads", e);
    }
  }
}
