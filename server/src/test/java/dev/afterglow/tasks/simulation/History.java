package dev.afterglow.tasks.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Grid;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.GenerateRequest;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * One history of a server in trouble, decided by its seed alone: clients submit, repeat and cancel,
 * time passes, engines misbehave, the database fails, the process dies and starts again. Afterwards
 * the trouble ends, and everything must have come to a good end.
 */
final class History {
  private static final List<String> OWNERS = List.of("ann", "bob", "cem");
  private static final long CREDIT = 5 * World.PRICE;
  private static final Duration LONGEST_LIFE = Duration.ofHours(60);

  /** Like a server's, but for longer pauses, which save steps. */
  private static final RunSettings SETTINGS =
      new RunSettings(
          Duration.ofHours(24),
          Duration.ofHours(24),
          10,
          Duration.ofSeconds(1),
          Duration.ofHours(2),
          Duration.ofHours(1));

  private final Random random;
  private final FaultyDatabase database;
  private final List<FickleEngine> engines;
  private final World world;
  private boolean mortal;

  /** Ids that clients were given, with their owners. */
  private final Map<String, String> promised = new HashMap<>();

  /** The task that each idempotency key turned out to stand for. */
  private final Map<String, String> tasksOfKeys = new HashMap<>();

  /** The process died at a checkpoint. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  History(long seed, byte[] template, Path folder) throws IOException {
    this.random = new Random(seed);
    this.database = new FaultyDatabase(MemoryDatabase.copyOf(template));
    this.engines =
        List.of(
            new FickleEngine(
                "short",
                new Grid(
                    Set.of(Model.SORA_2),
                    Set.of(Resolution.P720),
                    Set.of(Orientation.LANDSCAPE),
                    Set.of(4, 8),
                    false),
                random),
            new FickleEngine("all", Grid.everything(true), random));
    this.world = new World(folder, database, seed, engines.toArray(new Engine[0]));
    world.bounds = new QueueBounds(4, 9);
    world.settings = SETTINGS;
    world.caps = (_, key) -> key.equals("key-bob") ? 1 : Integer.MAX_VALUE;
    world.start();
    OWNERS.forEach(owner -> world.credit(owner, CREDIT));
  }

  /** Runs with deaths at random checkpoints and these faults, and checks the end. */
  int run(IntFunction<FaultyDatabase.Fault> faults, boolean deaths) throws IOException {
    mortal = deaths;
    world.checkpoints = this::maybeDie;
    world.start();
    database.plan(faults);
    for (int i = 0; i < 40; i++) {
      step();
      if (database.isDead() || (deaths && random.nextInt(25) == 0)) {
        restart();
      }
    }
    int calls = database.calls();
    calmDown();
    checkEnd();
    database.close();
    return calls;
  }

  /** A fault for every so many calls, decided by this history's seed. */
  FaultyDatabase.Fault someFault() {
    return switch (random.nextInt(60)) {
      case 0 -> FaultyDatabase.Fault.BEFORE;
      case 1 -> FaultyDatabase.Fault.WITHIN;
      case 2 -> FaultyDatabase.Fault.AFTER;
      default -> FaultyDatabase.Fault.NONE;
    };
  }

  private void maybeDie(Checkpoint checkpoint) {
    if (mortal && random.nextInt(30) == 0) {
      database.die();
      throw new Death();
    }
  }

  private void restart() throws IOException {
    database.revive();
    boolean started = false;
    while (!started) {
      try {
        world.start();
        started = true;
      } catch (IllegalStateException planned) {
        // A server that cannot start is started again.
      }
    }
  }

  private void step() {
    try {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> submit();
        case 3 -> cancel();
        default -> world.pass(Duration.ofMillis(random.nextInt(5000)));
      }
      if (random.nextInt(50) == 0) {
        world.pass(Duration.ofHours(random.nextInt(8)));
      }
    } catch (IllegalStateException | Death planned) {
      // Clients see an error and servers go on; what is true now, the checks will tell.
    }
  }

  private void submit() {
    String owner = OWNERS.get(random.nextInt(OWNERS.size()));
    Optional<Idempotency> key =
        random.nextBoolean()
            ? Optional.of(new Idempotency("key-" + random.nextInt(4), "a".repeat(64)))
            : Optional.empty();
    GenerateRequest request = random.nextBoolean() ? World.request() : World.withPicture();
    Submitted outcome = world.tasks().submit(owner, "key-" + owner, request, key);
    if (outcome instanceof Submitted.Accepted(Task task)) {
      promise(owner, task, key);
    } else if (outcome instanceof Submitted.Replayed(Task task)) {
      promise(owner, task, key);
    }
  }

  private void promise(String owner, Task task, Optional<Idempotency> key) {
    promised.put(task.id(), owner);
    key.ifPresent(given -> {
      String before = tasksOfKeys.put(owner + given.key(), task.id());
      boolean forgotten =
          before != null
              && !before.equals(task.id())
              && !task.createdAt().isBefore(accepted(owner, before).plus(Duration.ofHours(24)));
      assertTrue(
          before == null || before.equals(task.id()) || forgotten,
          "one key, two tasks: " + before + " and " + task.id());
    });
  }

  private Instant accepted(String owner, String taskId) {
    return new TaskStore(
            database.undisturbed(), world.ledger, world.clock, World.FILM_LIFE, world.tally)
        .queries()
        .find(owner, taskId)
        .orElseThrow()
        .createdAt();
  }

  private void cancel() {
    List<String> ids = promised.keySet().stream().sorted().toList();
    if (!ids.isEmpty()) {
      String id = ids.get(random.nextInt(ids.size()));
      world.tasks().cancel(promised.get(id), id);
    }
  }

  /** The trouble is over; what is still open must end within a bounded time. */
  private void calmDown() throws IOException {
    database.plan(_ -> FaultyDatabase.Fault.NONE);
    if (database.isDead() || (mortal && random.nextBoolean())) {
      restart(); // and otherwise the same process must get over everything
    }
    mortal = false;
    engines.forEach(FickleEngine::calmDown);
    checkHolds();
    var end = world.clock.instant().plus(LONGEST_LIFE);
    world.tick();
    while (open() > 0 && world.clock.instant().isBefore(end)) {
      Duration pause = Duration.between(world.clock.instant(), world.runner().nextDue());
      world.pass(pause.isNegative() ? Duration.ZERO : pause);
    }
    assertEquals(0, open(), "tasks that never end");
  }

  private long open() {
    return world.store().queries().waiting() + world.store().queries().underWay().size();
  }

  private void checkEnd() throws IOException {
    for (int hour = 0; hour < 3; hour++) {
      world.pass(Duration.ofHours(1)); // what failures left is swept
    }
    checkHolds();
    Set<String> known = new HashSet<>();
    for (String owner : OWNERS) {
      long charged = 0;
      for (Task task : tasks(owner)) {
        known.add(task.id());
        checkTask(task);
        charged += task.chargedMicros();
      }
      world.assertMoney(owner, CREDIT - charged);
    }
    assertTrue(known.containsAll(promised.keySet()), "a client's task is missing");
    assertEquals(List.of(), world.staged(), "half files");
    assertEquals(List.of(), world.pictures(), "pictures of ended tasks");
  }

  private void checkTask(Task task) throws IOException {
    boolean film = world.films().read(task.id()).isPresent();
    switch (task.state()) {
      case TaskState.Completed completed -> {
        assertEquals(task.priceMicros(), task.chargedMicros());
        assertEquals(!completed.expired(), film, "film of " + task.id());
        if (film) {
          assertArrayEquals(FickleEngine.film(task.id()), world.film(task));
        }
      }
      case TaskState.Failed _, TaskState.Cancelled _ -> {
        assertEquals(0, task.chargedMicros());
        assertEquals(false, film, "film of " + task.id());
      }
      case TaskState.Open open -> throw new AssertionError(task.id() + " is " + open);
    }
    for (FickleEngine engine : engines) {
      if (!engine.repeatable()) {
        assertTrue(engine.filmsBegun(task.id()) <= 1, "films begun of " + task.id());
      }
    }
  }

  /** Every open task has one hold, and nothing else has. */
  private void checkHolds() {
    assertEquals(
        texts("select id from task where ended_ms is null order by id"),
        texts("select reference from hold order by reference"));
  }

  private List<String> texts(String sql) {
    return database.undisturbed().read(tx -> Statements.all(tx, row -> row.getString(1), sql));
  }

  private List<Task> tasks(String owner) {
    List<Task> tasks = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      TaskPage page =
          world
              .tasks()
              .list(
                  owner,
                  new TaskQuery(
                      Set.of(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      after,
                      true,
                      TaskQuery.LARGEST_PAGE));
      tasks.addAll(page.tasks());
      after = page.next();
    } while (after.isPresent());
    return tasks;
  }
}
