package dev.afterglow.webhooks;

import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Delivers what is in the outbox, for as long as the server runs. */
public final class DeliveryService implements AutoCloseable {
  /** A process that has not noted by then what became of an attempt is taken for dead. */
  private static final Duration AFTER_THE_TIMEOUT = Duration.ofSeconds(30);

  private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
  private final WebhookCounters counters = new WebhookCounters();
  private final DispatcherLoop loop;

  /**
   * What is around it.
   *
   * @param random for pauses of uneven length
   * @param others whether other processes deliver from the same outbox
   */
  public record Environment(
      InstantSource time,
      LongSupplier nanoTime,
      RandomGenerator random,
      FatalErrors fatal,
      boolean others) {}

  /**
   * @param isShutOut whether an owner's keys are shut out: such an owner is told nothing more
   */
  public DeliveryService(
      Database database,
      Sender sender,
      Tasks tasks,
      TaskMessages messages,
      Predicate<String> isShutOut,
      WebhookSettings settings,
      Environment environment) {
    Dispatcher dispatcher =
        new Dispatcher(
            database,
            new Attempts(database, sender, tasks, messages, isShutOut),
            settings,
            new RetrySchedule(environment.random()),
            counters,
            environment.time(),
            environment.nanoTime(),
            attempts,
            environment.others() ? settings.timeout().plus(AFTER_THE_TIMEOUT) : Duration.ZERO);
    this.loop = new DispatcherLoop(dispatcher, environment.fatal());
  }

  /** Begins to deliver. */
  public void start() {
    loop.start();
  }

  /** Something is due. Safe from any thread; costs nothing. */
  public void newWork() {
    loop.wake();
  }

  /** What became of messages since the start. */
  public WebhookCounters counters() {
    return counters;
  }

  /**
   * Begins nothing more, and waits for the messages on their way. What is cut off is sent once more
   * after the next start.
   *
   * @return whether all of them were over in time
   */
  public boolean drain(Duration patience) {
    try {
      return loop.drain(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
    attempts.shutdownNow();
    attempts.close();
  }
}
