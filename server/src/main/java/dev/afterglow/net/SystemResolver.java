package dev.afterglow.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The resolver of the operating system. Its call knows no timeout and holds the platform thread it
 * runs on, so that a few threads of its own keep a dead name server from stopping everything else.
 */
public final class SystemResolver implements Resolver, AutoCloseable {
  private static final int THREADS = 8;
  private static final int WAITING = 256;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("dns-", 0).factory());

  private final Lookup lookup;

  /** Looks a name up and waits for as long as that takes. */
  @FunctionalInterface
  interface Lookup {
    List<InetAddress> addresses(String name) throws UnknownHostException;
  }

  public SystemResolver() {
    this(name -> List.of(InetAddress.getAllByName(name)));
  }

  SystemResolver(Lookup lookup) {
    this.lookup = lookup;
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public List<InetAddress> resolve(String name, Duration patience) throws UnknownHostException {
    FutureTask<List<InetAddress>> answer = new FutureTask<>(() -> lookup.addresses(name));
    try {
      threads.execute(answer);
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | RejectedExecutionException _) {
      throw new UnknownHostException("no answer for " + name + " in time");
    } catch (ExecutionException e) {
      throw new UnknownHostException(name + ": " + e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted while looking up " + name);
    } finally {
      // One that still waits for a thread must not take it from those who have not given up.
      answer.cancel(false);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
