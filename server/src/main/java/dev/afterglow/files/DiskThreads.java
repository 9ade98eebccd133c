package dev.afterglow.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few platform threads for what the kernel may let wait. A virtual thread that writes to a file
 * keeps its carrier for as long as the disk is behind, and there are as many carriers as cores: two
 * clients who upload would stop every other request.
 */
public final class DiskThreads {
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  /**
   * @param name what the threads are called
   * @param most how many work at once
   */
  public DiskThreads(String name, int most) {
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    threads.allowCoreThreadTimeOut(true); // nobody has to close it
  }

  /** What is done on the disk. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /** Does it, and waits for the end whatever happens: an interrupt does not cut it short. */
  public <T> T call(Work<T> work) throws IOException {
    try {
      return CompletableFuture.supplyAsync(() -> unchecked(work), threads).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case UncheckedIOException broken -> throw broken.getCause();
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        case null, default -> throw e;
      }
    }
  }

  private static <T> T unchecked(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
