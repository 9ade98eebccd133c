package dev.afterglow.tasks;

import com.sun.management.OperatingSystemMXBean;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.DiskFilmStore;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.pictures.DiskReferencePictures;
import dev.afterglow.tasks.run.Finisher;
import dev.afterglow.tasks.run.NodeLease;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.run.RunnerLoop;
import dev.afterglow.tasks.run.StepContext;
import dev.afterglow.tasks.store.Draft;
import dev.afterglow.tasks.store.KeyCaps;
import dev.afterglow.tasks.store.SqlTaskStore;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Tasks under way on an engine that answers at once: what a poll costs, how late tasks end, and
 * what it takes in memory. Arguments: a folder that does not exist, tasks, seconds to measure.
 */
public final class RunnerBench {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);
  private static final Duration SHORTEST_FILM = Duration.ofSeconds(10);
  private static final Duration LONGEST_FILM = Duration.ofSeconds(600);
  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final int AT_ONCE = 1000;
  private static final double MIB = 1024 * 1024;

  private RunnerBench() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Duration measured = Duration.ofSeconds(Long.parseLong(arguments[2]));
    var engine = new BenchEngine(count, POLL_INTERVAL, SHORTEST_FILM, LONGEST_FILM);
    var router = new Router(List.of(engine));
    Files.createDirectories(folder);
    try (Database database = Database.sqlite(folder.resolve("afterglow.db"));
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var ledger = new Ledger(database);
      var store =
          new SqlTaskStore(
              database,
              ledger,
              CLOCK,
              new StoreSettings(
                  StoreSettings.ONLY_NODE,
                  World.FILM_LIFE,
                  new QueueBounds(10_000_000, 10_000_000),
                  KeyCaps.NONE),
              new TaskCounters(),
              Checkpoint.Listener.NONE);
      submit(database, ledger, store, count + count / 4);
      var runner =
          new Runner(
              new StepContext(
                  store,
                  DiskFilmStore.at(folder.resolve("videos")),
                  DiskReferencePictures.open(
                      folder.resolve("pictures"), DiskSpace.endless(), 1L << 40),
                  Finisher.asTheyCome(),
                  () -> true,
                  router,
                  new EngineHealth(System::nanoTime, EngineHealth.Backoff.DEFAULT),
                  new LiveProgress(),
                  CLOCK,
                  System::nanoTime,
                  RunSettings.DEFAULT,
                  Checkpoint.Listener.NONE,
                  NodeLease.ALONE),
              executor);
      var loop = new RunnerLoop(runner, FatalErrors.logged());
      measure(engine, runner, loop, count, measured);
      loop.drain(Duration.ofSeconds(30));
    }
  }

  private static void submit(Database database, Ledger ledger, SqlTaskStore store, int count) {
    database.write(
        tx -> ledger.credit(tx, "ann", "c", count * World.PRICE, "bench", CLOCK.instant()));
    var ids = new TaskIds(CLOCK, new Random(1));
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(
          new Draft(
              ids.next(),
              "ann",
              "key",
              World.request(),
              i,
              "bench",
              count,
              World.PRICE,
              Optional.empty()));
      if (drafts.size() == AT_ONCE || i == count - 1) {
        store.submit(drafts);
        drafts.clear();
      }
    }
  }

  private static void measure(
      BenchEngine engine, Runner runner, RunnerLoop loop, int count, Duration measured)
      throws InterruptedException {
    long begun = System.nanoTime();
    loop.start();
    while (engine.submits.sum() < count) {
      pass(Duration.ofMillis(10));
      if (System.nanoTime() - begun > LONGEST_START.toNanos()) {
        throw new IllegalStateException("only " + engine.submits.sum() + " were started");
      }
    }
    double startSeconds = seconds(begun);
    pass(POLL_INTERVAL.multipliedBy(2)); // until all are asked in their turn
    engine.measureAfresh();
    long processor = processorNanos();
    long from = System.nanoTime();
    pass(measured);
    double took = seconds(from);
    double used = (processorNanos() - processor) / 1e9;
    long polls = engine.polls.sum();
    int underWay = runner.underWay();
    System.gc();
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    System.out.printf(
        Locale.ROOT,
        "%7d tasks: started %.0f/s; %d under way; %.0f polls/s; %.1f ended/s; processor %.2f of a"
            + " core, %.1f us for each poll; poll late by %.0f ms (99 %%: %.0f, most %.0f); ended"
            + " after %.0f ms (99 %%: %.0f, most %.0f); heap %.0f MiB%n",
        count,
        count / startSeconds,
        underWay,
        polls / took,
        engine.done.sum() / took,
        used / took,
        used * 1e6 / polls,
        BenchEngine.quantile(engine.pollLags, 0.5),
        BenchEngine.quantile(engine.pollLags, 0.99),
        BenchEngine.quantile(engine.pollLags, 1),
        BenchEngine.quantile(engine.endLags, 0.5),
        BenchEngine.quantile(engine.endLags, 0.99),
        BenchEngine.quantile(engine.endLags, 1),
        heap);
  }

  /** Lets the runner work for so long. */
  private static void pass(Duration time) throws InterruptedException {
    if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new AssertionError("nobody ends the wait");
    }
  }

  private static double seconds(long from) {
    return (System.nanoTime() - from) / 1e9;
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
