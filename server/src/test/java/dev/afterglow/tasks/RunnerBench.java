package dev.afterglow.tasks;

import com.sun.management.OperatingSystemMXBean;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.DiskFilmStore;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.PostgresAddress;
import dev.afterglow.sql.TestPostgres;
import dev.afterglow.tasks.pictures.DiskReferencePictures;
import dev.afterglow.tasks.run.Finisher;
import dev.afterglow.tasks.run.NodeLease;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.run.Runner;
import dev.afterglow.tasks.run.RunnerLoop;
import dev.afterglow.tasks.run.StepContext;
import dev.afterglow.tasks.store.Draft;
import dev.afterglow.tasks.store.EndingListener;
import dev.afterglow.tasks.store.KeyCaps;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
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
 * what it takes in memory. Arguments: a folder that does not exist, tasks, seconds to measure, and
 * how many nodes share them on one PostgreSQL, 0 for one process on SQLite.
 */
public final class RunnerBench {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);
  private static final Duration SHORTEST_FILM = Duration.ofSeconds(10);
  private static final Duration LONGEST_FILM = Duration.ofSeconds(600);
  private static final Duration LONGEST_START = Duration.ofMinutes(10);
  private static final int AT_ONCE = 1000;
  private static final int SUBMITTERS = 32;
  private static final double MIB = 1024 * 1024;

  /** Nodes that are never taken for dead. */
  private static final NodeLease SHARED =
      new NodeLease() {
        @Override
        public boolean holds() {
          return true;
        }

        @Override
        public long term() {
          return 0;
        }

        @Override
        public boolean isShared() {
          return true;
        }
      };

  private RunnerBench() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Duration measured = Duration.ofSeconds(Long.parseLong(arguments[2]));
    int nodes = Integer.parseInt(arguments[3]);
    var engine = new BenchEngine(count, POLL_INTERVAL, SHORTEST_FILM, LONGEST_FILM);
    Files.createDirectories(folder);
    if (nodes == 0) {
      try (Database database = Database.sqlite(folder.resolve("afterglow.db"))) {
        run(List.of(database), NodeLease.ALONE, engine, folder, count, measured);
      }
      return;
    }
    TestPostgres postgres = TestPostgres.fresh(true);
    try {
      postgres.start();
      postgres.execute("postgres", "create database afterglow_template");
      Database.postgres(postgres.address("afterglow_template"), FatalErrors.logged()).close();
      PostgresAddress address = postgres.newDatabase();
      List<Database> databases = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        databases.add(Database.postgres(address, FatalErrors.logged()));
      }
      run(databases, SHARED, engine, folder, count, measured);
      databases.forEach(Database::close);
    } finally {
      postgres.remove();
    }
  }

  /** A runner for each database, which is the same one for all of them where there are several. */
  private static void run(
      List<Database> databases,
      NodeLease lease,
      BenchEngine engine,
      Path folder,
      int count,
      Duration measured)
      throws Exception {
    var router = new Router(List.of(engine));
    var films = DiskFilmStore.at(folder.resolve("videos"));
    var pictures =
        DiskReferencePictures.open(folder.resolve("pictures"), DiskSpace.endless(), 1L << 40);
    List<Runner> runners = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < databases.size(); i++) {
        Database database = databases.get(i);
        var ledger = new Ledger(database);
        TaskStore store =
            TaskStore.on(
                database,
                ledger,
                CLOCK,
                new StoreSettings(
                    lease.isShared() ? "node_" + i : StoreSettings.ONLY_NODE,
                    World.FILM_LIFE,
                    new QueueBounds(10_000_000, 10_000_000),
                    KeyCaps.NONE),
                new TaskCounters(),
                EndingListener.NONE,
                Checkpoint.Listener.NONE,
                TaskListener.NONE);
        if (i == 0) {
          submit(database, ledger, store, count + count / 4);
        }
        runners.add(
            new Runner(
                new StepContext(
                    store,
                    films,
                    pictures,
                    Finisher.asTheyCome(),
                    () -> true,
                    router,
                    new EngineHealth(System::nanoTime, EngineHealth.Backoff.DEFAULT),
                    new LiveProgress(),
                    CLOCK,
                    System::nanoTime,
                    RunSettings.DEFAULT,
                    Checkpoint.Listener.NONE,
                    lease),
                executor));
      }
      List<RunnerLoop> loops =
          runners.stream().map(runner -> new RunnerLoop(runner, FatalErrors.logged())).toList();
      measure(engine, runners, loops, count, measured);
      for (RunnerLoop loop : loops) {
        loop.drain(Duration.ofSeconds(30));
      }
    }
  }

  /** One after the other would be as many commits where a database has several nodes. */
  private static void submit(Database database, Ledger ledger, TaskStore store, int count) {
    database.write(
        tx -> ledger.credit(tx, "ann", "c", count * World.PRICE, "bench", CLOCK.instant()));
    var ids = new TaskIds(CLOCK, new Random(1));
    List<Draft> drafts = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS);
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
        List<Draft> some = List.copyOf(drafts);
        threads.execute(() -> store.submit(some));
        drafts.clear();
      }
    }
    threads.close();
  }

  private static void measure(
      BenchEngine engine,
      List<Runner> runners,
      List<RunnerLoop> loops,
      int count,
      Duration measured)
      throws InterruptedException {
    long begun = System.nanoTime();
    loops.forEach(RunnerLoop::start);
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
    List<Integer> underWay = runners.stream().map(Runner::underWay).toList();
    System.gc();
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    System.out.printf(
        Locale.ROOT,
        "%7d tasks: started %.0f/s; under way %s; %.0f polls/s; %.1f ended/s; processor %.2f of a"
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
