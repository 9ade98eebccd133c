package dev.afterglow.tasks.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Size;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.run.RunSettings;
import dev.afterglow.tasks.simulation.FickleEngine.Method;
import dev.afterglow.tasks.store.KeyCaps;
import dev.afterglow.tasks.store.SqlTaskStore;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.webhooks.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
  private static final int ACTIONS = 40;
  private static final int MOST_WAITING = 3;

  /** A wait, a lost attempt, one for each segment, and what the clock was set back. */
  private static final Duration LONGEST_LIFE = Duration.ofHours(200);

  /** Like a server's, but for longer pauses, which save steps. */
  private static final RunSettings SETTINGS =
      new RunSettings(
          Duration.ofHours(24),
          Duration.ofHours(24),
          10,
          Duration.ofSeconds(1),
          Duration.ofHours(2),
          true,
          RunSettings.DEFAULT.lanes());

  private static final String OPEN =
      "select task.id || ' ' || task.state || ' ' || coalesce(attempt.state, '') || ' '"
          + " || coalesce(attempt.engine, '') from task left join attempt"
          + " on attempt.owner_id = task.owner_id and attempt.task_id = task.id"
          + " and attempt.seq = task.attempt where task.ended_ms is null";
  private static final String TWO_OPEN_ATTEMPTS =
      "select task_id from attempt where ended_ms is null"
          + " group by owner_id, task_id having count(*) > 1";

  /** Every end of an owner's with an endpoint, and every end that its own request wants told. */
  private static final String TO_BE_TOLD =
      "select 'evt ' || task.id || ' ' || case when state in ('completed', 'expired')"
          + " then 'video.completed' else 'video.failed' end from task"
          + " join webhook_endpoint endpoint on endpoint.owner_id = task.owner_id"
          + " where task.ended_ms is not null"
          + " union all select 'msg ' || task.id || ' ' || case when state in"
          + " ('completed', 'expired') then 'video.completed' else 'video.failed' end from task"
          + " join task_callback on task_callback.owner_id = task.owner_id"
          + " and task_callback.task_id = task.id"
          + " where task.ended_ms is not null and task.state <> 'cancelled' order by 1";

  private static final String IN_THE_OUTBOX =
      "select substr(message_id, 1, 3) || ' ' || task_id || ' ' || type from webhook_delivery"
          + " order by 1";
  private static final String OPEN_AFTER_THE_END =
      "select task_id from attempt join task on task.owner_id = attempt.owner_id"
          + " and task.id = task_id where attempt.ended_ms is null and task.ended_ms is not null";

  private final Random random;
  private final FaultyDatabase database;
  private final HeldSteps steps;
  private final FickleFinisher finisher;
  private final List<FickleEngine> engines;
  private final JobLog log;
  private final World world;
  private boolean mortal;
  private boolean calm = true;
  private boolean diskFull;
  private Instant latest;

  /** How many threads wait for an engine or the database while others act. */
  private int waiting;

  /** Ids that clients were given, with their owners. */
  private final Map<String, String> promised = new HashMap<>();

  /** The task that each idempotency key turned out to stand for. */
  private final Map<String, String> tasksOfKeys = new HashMap<>();

  /** Jobs that were being handed over when a process died: when, no later one knows. */
  private final Set<String> unclear = new HashSet<>();

  /** What must not be, found where a failure would only be taken for another trouble. */
  private final List<String> wrongs = new ArrayList<>();

  /** The process died at a checkpoint. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  History(long seed, byte[] template, Path folder) throws IOException {
    this.random = new Random(seed);
    this.database = new FaultyDatabase(MemoryDatabase.copyOf(template));
    this.steps = new HeldSteps(random);
    this.finisher = new FickleFinisher(random);
    this.world = new World(folder, database, seed, new FakeEngine("none yet", 1));
    this.log = new JobLog(world.clock);
    this.engines = engines();
    this.latest = world.clock.instant();
    world.engines = List.copyOf(engines);
    world.executor = steps;
    world.finisher = finisher;
    world.disk = () -> !diskFull;
    world.bounds = new QueueBounds(4, 9);
    world.settings = SETTINGS;
    world.endings = new Outbox();
    world.expiryInterval = Duration.ofHours(1);
    world.caps = (_, key) -> key.equals("key-bob") ? 1 : Integer.MAX_VALUE;
    OWNERS.forEach(owner -> world.credit(owner, CREDIT));
    database
        .undisturbed()
        .write(tx ->
            Statements.change(
                tx,
                "insert into webhook_endpoint (owner_id, id, name, url, events, secret_version,"
                    + " created_ms, updated_ms) values ('ann', 'whe_01K8SGYNNNVBQTXNR4MM964S7K',"
                    + " 'n', 'https://b.example.org/', 'video.completed video.failed', 1, 0, 0)"));
  }

  private List<FickleEngine> engines() {
    List<FickleEngine> made = new ArrayList<>();
    made.add(engine("short", List.of(4, 8), false));
    made.add(engine("chain", List.of(4), true));
    made.add(new FickleEngine("all", Capabilities.everything(), random, log, this::meanwhile));
    Collections.shuffle(made, random);
    return List.copyOf(made);
  }

  private FickleEngine engine(String name, List<Integer> seconds, boolean chain) {
    Capabilities capabilities =
        new Capabilities(
            new Capabilities.Sizes.Listed(List.of(new Size(1280, 720))),
            new Capabilities.Lengths.Listed(seconds),
            OptionalInt.empty(),
            true,
            chain,
            true,
            chain);
    return new FickleEngine(name, capabilities, random, log, this::meanwhile);
  }

  /** Runs with deaths at random checkpoints and these faults, and checks the end. */
  int run(IntFunction<FaultyDatabase.Fault> faults, boolean deaths) throws IOException {
    mortal = deaths;
    world.checkpoints = this::maybeDie;
    world.start();
    database.plan(faults);
    database.meanwhile(this::meanwhile);
    calm = false;
    for (int i = 0; i < ACTIONS; i++) {
      act();
      for (int run = random.nextInt(4); run > 0; run--) {
        attempt(steps::runOne);
      }
      if (database.isDead() || (deaths && random.nextInt(25) == 0)) {
        restart();
      }
      checkAtAnyTime();
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
    if (database.isDead() || (mortal && random.nextInt(30) == 0)) {
      database.die();
      throw new Death();
    }
  }

  private void restart() throws IOException {
    steps.forget();
    unclear.addAll(texts("select task_id || '-' || seq from attempt where state = 'sending'"));
    boolean fewer = random.nextInt(8) == 0; // the operator has taken one out
    world.engines = List.copyOf(engines.subList(0, engines.size() - (fewer ? 1 : 0)));
    database.revive();
    calm = true; // nobody is served before the start is over
    boolean started = false;
    while (!started) {
      try {
        world.start();
        started = true;
      } catch (IllegalStateException planned) {
        // A server that cannot start is started again.
      }
    }
    calm = false;
  }

  /** While one thread waits, others go on: their clients, the clock, and the steps they take. */
  private void meanwhile() {
    if (calm || waiting >= MOST_WAITING || database.isDead() || random.nextInt(12) != 0) {
      return;
    }
    waiting++;
    try {
      if (random.nextBoolean()) {
        attempt(steps::runOne);
      } else {
        act();
      }
    } finally {
      waiting--;
    }
  }

  private void act() {
    attempt(() -> {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4 -> submit();
        case 5, 6 -> cancel();
        case 7 -> trouble();
        default -> world.pass(Duration.ofMillis(random.nextInt(5000)));
      }
    });
  }

  /** Clients see an error and servers go on; what is true now, the checks will tell. */
  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (IllegalStateException | Death planned) {
      // as above
    }
  }

  private void trouble() {
    FickleEngine engine = engines.get(random.nextInt(engines.size()));
    latest = world.clock.instant().isAfter(latest) ? world.clock.instant() : latest;
    switch (random.nextInt(8)) {
      case 0 -> diskFull = !diskFull;
      case 1 -> engine.outage(Optional.of(Engine.Scope.ENGINE));
      case 2 -> engine.outage(Optional.of(Engine.Scope.CREDENTIAL));
      case 3, 4 -> engine.outage(Optional.empty());
      case 5 -> {
        Duration back = Duration.ofMinutes(random.nextInt(300));
        world.clock.advance(back.negated());
        log.clockSetBack(back);
      }
      case 6 -> world.pass(Duration.ofHours(random.nextInt(8)));
      default -> {
        if (random.nextInt(4) == 0) {
          FickleEngine.Method[] methods = FickleEngine.Method.values();
          engine.breakForGood(Set.of(methods[random.nextInt(methods.length)]));
        }
      }
    }
  }

  private void submit() {
    String owner = OWNERS.get(random.nextInt(OWNERS.size()));
    Optional<Idempotency> key =
        random.nextBoolean()
            ? Optional.of(new Idempotency("key-" + random.nextInt(4), "a".repeat(64)))
            : Optional.empty();
    GenerationSpec film = random.nextBoolean() ? World.request() : World.withPicture();
    GenerationSpec request =
        random.nextInt(3) == 0
            ? film.withCallback(new Callback("https://a.example.org/callback", "en", "http://x"))
            : film;
    Submitted outcome = world.tasks().submit(owner, "key-" + owner, request, key);
    if (outcome instanceof Submitted.Accepted(Task task)) {
      promise(owner, task, key);
    } else if (outcome instanceof Submitted.Replayed(Task task)) {
      promise(owner, task, key);
    }
  }

  private void promise(String owner, Task task, Optional<Idempotency> key) {
    promised.put(task.id(), owner);
    latest = world.clock.instant().isAfter(latest) ? world.clock.instant() : latest;
    key.ifPresent(given -> {
      String before = tasksOfKeys.put(owner + given.key(), task.id());
      boolean forgotten =
          before != null
              && !before.equals(task.id())
              && !latest.isBefore(accepted(owner, before).plus(Duration.ofHours(24)));
      if (before != null && !before.equals(task.id()) && !forgotten) {
        wrongs.add("one key, two tasks: " + before + " and " + task.id());
      }
    });
  }

  private Instant accepted(String owner, String taskId) {
    return new SqlTaskStore(
            database.undisturbed(),
            world.ledger,
            world.clock,
            new StoreSettings(StoreSettings.ONLY_NODE, World.FILM_LIFE, world.bounds, KeyCaps.NONE),
            world.counters,
            Checkpoint.Listener.NONE)
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
    boolean anew = database.isDead() || (mortal && random.nextBoolean());
    mortal = false;
    if (anew) {
      restart(); // and otherwise the same process must get over everything
    }
    calm = true;
    diskFull = false;
    engines.forEach(FickleEngine::calmDown);
    finisher.calmDown();
    if (random.nextInt(4) == 0) {
      engines.get(random.nextInt(engines.size())).breakForGood(EnumSet.allOf(Method.class));
    }
    if (random.nextInt(16) == 0) {
      finisher.breakForGood();
    }
    steps.letGo();
    checkAtAnyTime();
    var end = world.clock.instant().plus(LONGEST_LIFE);
    world.tick();
    while (open() > 0 && world.clock.instant().isBefore(end)) {
      checkNothingIsLost();
      world.pass(world.runner().untilDue().orElse(Duration.ofHours(1)));
    }
    assertEquals(List.of(), texts(OPEN), "tasks that never end");
  }

  private long open() {
    return number("select count(*) from task where ended_ms is null");
  }

  /** Every row under way is in the runner's hands. */
  private void checkNothingIsLost() {
    long rows = number("select count(*) from task where ended_ms is null and state <> 'queued'");
    assertTrue(world.runner().underWay() >= rows, rows + " under way and not all in hand");
  }

  /** The rules that hold at every moment between two transactions. */
  private void checkAtAnyTime() {
    assertEquals(
        texts("select id from task where ended_ms is null order by id"),
        texts("select reference from hold order by reference"),
        "every open task has one hold, and nothing else has");
    assertEquals(List.of(), texts(TWO_OPEN_ATTEMPTS), "two open attempts of one task");
    assertEquals(List.of(), texts(OPEN_AFTER_THE_END), "open attempts of ended tasks");
    assertEquals(texts(TO_BE_TOLD), texts(IN_THE_OUTBOX), "an end and its message are one");
    assertEquals(List.of(), wrongs);
    assertEquals(List.of(), log.violations());
  }

  private void checkEnd() throws IOException {
    for (int hour = 0; hour < 3; hour++) {
      world.pass(Duration.ofHours(1)); // what failures left is swept
    }
    checkAtAnyTime();
    checkNoRoomIsLost();
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

  private void checkNoRoomIsLost() {
    assertEquals(0, world.runner().underWay(), "under way");
    for (FickleEngine engine : engines) {
      assertEquals(0, world.runner().making(engine.name()), "room of " + engine.name());
    }
    for (String owner : OWNERS) {
      assertEquals(0, world.runner().ofKey("key-" + owner), "room of the key of " + owner);
    }
  }

  private void checkTask(Task task) throws IOException {
    boolean film = world.films().open(task.id()).isPresent();
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
    checkAttempts(task);
  }

  /** An engine has had its time for an attempt, counted from when it was really handed over. */
  private void checkDeadline(Task task, Attempt last) {
    String job = last.jobId(task.id());
    Optional<Instant> sentAt = log.sentAt(job);
    if (task.state().equals(new TaskState.Failed(FailureReason.ENGINE_SILENT))
        && sentAt.isPresent()
        && !unclear.contains(job)) {
      Duration had = Duration.between(sentAt.get(), task.endedAt().orElseThrow());
      assertTrue(had.compareTo(SETTINGS.engineDeadline()) >= 0, job + " had " + had);
    }
  }

  /**
   * A task has another attempt only if the one before came to nothing by somebody's word, or made
   * its segment.
   */
  private void checkAttempts(Task task) {
    List<Attempt> attempts = world.store().attempts(task.ownerId(), task.id());
    int seq = 0;
    int segment = 0;
    for (Attempt attempt : attempts) {
      assertEquals(++seq, attempt.seq(), "attempts of " + task.id() + " are counted in order");
      assertTrue(attempt.segment() == segment, "segment " + segment + " comes next: " + attempts);
      if (seq < attempts.size()) {
        segment =
            switch (attempt.state()) {
              case Attempt.State.Made _ -> segment + 1;
              case Attempt.State.Failed _, Attempt.State.Lost _ -> segment;
              case Attempt.State.Sending _, Attempt.State.Running _, Attempt.State.Unknown _ ->
                  throw new AssertionError("another attempt after " + attempt);
            };
      }
    }
    if (!attempts.isEmpty()) {
      checkDeadline(task, attempts.getLast());
    }
    if (task.state() instanceof TaskState.Completed) {
      assertTrue(attempts.getLast().state() instanceof Attempt.State.Made, "made of nothing");
      assertTrue(!attempts.getLast().hasNext(), "completed before its last segment");
    }
  }

  private long number(String sql) {
    return database
        .undisturbed()
        .read(tx -> Statements.first(tx, row -> row.getLong(1), sql).orElseThrow());
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
