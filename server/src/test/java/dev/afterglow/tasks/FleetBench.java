package dev.afterglow.tasks;

import dev.afterglow.engines.Ticket;
import dev.afterglow.ledger.Audit;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Plan;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.PostgresAddress;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.TestPostgres;
import dev.afterglow.tasks.store.ClaimRequest;
import dev.afterglow.tasks.store.Draft;
import dev.afterglow.tasks.store.Ending;
import dev.afterglow.tasks.store.EndingListener;
import dev.afterglow.tasks.store.KeyCaps;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.Taken;
import dev.afterglow.tasks.store.TaskCounters;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.Transition;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one, two and three nodes write to one PostgreSQL, against what it takes from plain SQL that
 * changes the same rows. Durable commits. Argument: seconds for each figure.
 */
public final class FleetBench {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int OWNERS = 100;
  private static final int CALLERS = 128;
  private static final int BATCH = 256;
  private static final AtomicLong NUMBERS = new AtomicLong();

  private FleetBench() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Duration each = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 10);
    TestPostgres postgres = TestPostgres.fresh(true);
    try {
      postgres.start();
      postgres.execute("postgres", "create database afterglow_template");
      Database.postgres(postgres.address("afterglow_template"), FatalErrors.logged()).close();
      say("plain SQL, one connection: %.0f submits/s", plain(postgres, 1, each));
      say("plain SQL, two connections: %.0f submits/s", plain(postgres, 2, each));
      for (int nodes = 1; nodes <= 3; nodes++) {
        run(postgres, nodes, each);
      }
    } finally {
      postgres.remove();
    }
  }

  private static void say(String text, Object... values) {
    System.out.println(String.format(Locale.ROOT, text, values));
  }

  /** Batches of the rows that a submission writes, made by the database itself. */
  private static double plain(TestPostgres postgres, int connections, Duration length)
      throws Exception {
    PostgresAddress address = postgres.newDatabase();
    try (SharedDatabase database = Database.postgres(address, FatalErrors.logged())) {
      credit(database);
    }
    String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + address.name();
    String sql =
        """
        with taken as materialized (
          select 'own_' || lpad((n %% %d)::text, 3, '0') as owner_id, 'key' as key_id,
            'task_' || lpad(?::text, 12, '0') || lpad(n::text, 6, '0') as id
          from generate_series(1, %d) n),
        paid as (update balance set held_micros = held_micros + mine.price
          from (select owner_id, 800000 * count(*) as price from taken group by owner_id) mine
          where balance.owner_id = mine.owner_id),
        held as (insert into hold select id, owner_id, key_id, 800000, 1 from taken),
        queued as (insert into waiting select owner_id, count(*) from taken group by owner_id
          order by owner_id on conflict (owner_id) do update
          set tasks = waiting.tasks + excluded.tasks)
        insert into task (owner_id, id, revision, key_id, state, attempt, cell, model, resolution,
          orientation, seconds, seed, progress, cancel_requested, estimated_seconds, price_micros,
          charged_micros, created_ms, prompt)
        select owner_id, id, 0, key_id, 'queued', 0, 'sora-2/720p/LANDSCAPE/8', 'sora-2', '720p',
          'LANDSCAPE', 8, 7, 0, 0, 60, 800000, 0, 1, 'a prompt of ordinary length, as people write'
        from taken
        """
            .formatted(OWNERS, BATCH);
    List<Callable<Long>> writers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      writers.add(() -> {
        long written = 0;
        try (Connection connection = DriverManager.getConnection(url, "afterglow", "");
            var statement = connection.prepareStatement(sql)) {
          long end = System.nanoTime() + length.toNanos();
          while (System.nanoTime() < end) {
            statement.setString(1, Long.toString(NUMBERS.incrementAndGet()));
            written += statement.executeUpdate();
          }
        }
        return written;
      });
    }
    return sum(writers) / (length.toNanos() / 1e9);
  }

  private static long sum(List<Callable<Long>> writers) throws Exception {
    long all = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> one : threads.invokeAll(writers)) {
        all += one.get();
      }
    }
    return all;
  }

  private static void credit(Database database) {
    Ledger ledger = new Ledger(database);
    database.write(tx -> {
      for (int i = 0; i < OWNERS; i++) {
        ledger.credit(tx, owner(i), "c" + i, 1L << 50, "bench", CLOCK.instant());
      }
      return OWNERS;
    });
  }

  private static String owner(int number) {
    return String.format(Locale.ROOT, "own_%03d", number);
  }

  private static void run(TestPostgres postgres, int count, Duration each) throws Exception {
    PostgresAddress address = postgres.newDatabase();
    List<SharedDatabase> databases = new ArrayList<>();
    List<TaskStore> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SharedDatabase database = Database.postgres(address, FatalErrors.logged());
      databases.add(database);
      nodes.add(
          TaskStore.on(
              database,
              new Ledger(database),
              CLOCK,
              new StoreSettings(
                  "node_" + i,
                  World.FILM_LIFE,
                  new QueueBounds(10_000_000, 100_000_000),
                  KeyCaps.NONE),
              new TaskCounters(),
              EndingListener.NONE,
              Checkpoint.Listener.NONE,
              TaskListener.NONE));
    }
    credit(databases.getFirst());
    double submits = submits(nodes, each);
    double claims = claims(nodes, each);
    double ends = ends(databases.getFirst(), nodes, each);
    say(
        "%d nodes: %.0f submits/s, %.0f claims/s, %.0f tasks/s from taken by the engine to charged",
        count, submits, claims, ends);
    if (!new Audit(databases.getFirst()).discrepancies().isEmpty()) {
      throw new IllegalStateException("the books do not add up");
    }
    databases.forEach(Database::close);
  }

  private static double submits(List<TaskStore> nodes, Duration length) throws Exception {
    TaskIds ids = new TaskIds(CLOCK, new Random(NUMBERS.incrementAndGet()));
    List<Callable<Long>> callers = new ArrayList<>();
    for (TaskStore node : nodes) {
      for (int i = 0; i < CALLERS; i++) {
        String owner = owner(i % OWNERS);
        callers.add(() -> {
          long done = 0;
          long end = System.nanoTime() + length.toNanos();
          while (System.nanoTime() < end) {
            String id;
            synchronized (ids) {
              id = ids.next();
            }
            Submitted outcome =
                node.submit(
                        List.of(
                            new Draft(
                                id,
                                owner,
                                "key-" + owner,
                                World.request(),
                                7,
                                "studio",
                                100,
                                World.PRICE,
                                Optional.empty())))
                    .getFirst();
            if (!(outcome instanceof Submitted.Accepted)) {
              throw new IllegalStateException(outcome.toString());
            }
            done++;
          }
          return done;
        });
      }
    }
    return sum(callers) / (length.toNanos() / 1e9);
  }

  private static double claims(List<TaskStore> nodes, Duration length) throws Exception {
    Router router = new Router(List.of(new FakeEngine("studio", Integer.MAX_VALUE)));
    EngineHealth health = new EngineHealth(System::nanoTime, EngineHealth.Backoff.DEFAULT);
    ClaimRequest.Placement anywhere =
        new ClaimRequest.Placement() {
          @Override
          public boolean open(Cell cell, Taken taken) {
            return true;
          }

          @Override
          public Optional<Plan> place(String id, Cell cell, Set<String> failed, Taken taken) {
            return router.choose(id, cell, failed, health);
          }
        };
    List<Callable<Long>> claimers = new ArrayList<>();
    for (TaskStore node : nodes) {
      claimers.add(() -> {
        long claimed = 0;
        String turn = "";
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
          ClaimRequest.Claimed some = node.claim(new ClaimRequest(100, turn, anywhere, _ -> 0));
          turn = some.lastOwner();
          claimed += some.tasks().size();
        }
        return claimed;
      });
    }
    return sum(claimers) / (length.toNanos() / 1e9);
  }

  /** Three writes for each task: the ticket, what is made, and the end with its charge. */
  private static double ends(Database database, List<TaskStore> nodes, Duration length)
      throws Exception {
    List<Callable<Long>> steps = new ArrayList<>();
    for (TaskStore node : nodes) {
      List<Task> mine = node.underWay();
      for (int i = 0; i < CALLERS; i++) {
        int first = i;
        steps.add(() -> {
          long ended = 0;
          long end = System.nanoTime() + length.toNanos();
          for (int at = first; at < mine.size() && System.nanoTime() < end; at += CALLERS) {
            Optional<Task> running =
                node.transition(
                    mine.get(at),
                    new Transition.Accepted(
                        new Ticket("t"), OptionalLong.empty(), Optional.empty()));
            Optional<Task> made =
                node.transition(
                    running.orElseThrow(),
                    new Transition.Made(new Ticket("r"), OptionalLong.empty()));
            node.end(made.orElseThrow(), new Ending.Completed(1)).orElseThrow();
            ended++;
          }
          return ended;
        });
      }
    }
    long begun = System.nanoTime();
    long ended = sum(steps);
    return ended / ((System.nanoTime() - begun) / 1e9);
  }
}
