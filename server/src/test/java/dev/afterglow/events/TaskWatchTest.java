package dev.afterglow.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for a task is told of what the store and the runner do, and of nothing else. */
@Timeout(120)
final class TaskWatchTest {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Database database;
  private World world;
  private final FakeEngine engine = new FakeEngine("fake", 1);
  private final AtomicInteger reads = new AtomicInteger();

  @BeforeEach
  void open() throws Exception {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    world = new World(folder, database, engine);
    world.credit("ann", 100 * World.PRICE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyStepIsToldAndOnlyTheBeginningIsRead() throws Exception {
    Task task = world.accepted("ann");
    try (Watching watching = watch(world.watch, "key", task)) {
      Snapshot first = watching.now();
      assertEquals(OptionalInt.of(0), first.ahead());
      assertInstanceOf(TaskState.Queued.class, first.task().state());
      assertInstanceOf(Watching.Quiet.class, watching.await(first, SOON));
      world.tick();
      Snapshot working = changed(watching, first);
      assertInstanceOf(TaskState.Working.class, working.task().state());
      assertEquals(OptionalInt.empty(), working.ahead());
      world.live.note(task.id(), 37);
      assertEquals(37, changed(watching, working).task().progressPercent());
      world.finish();
      Snapshot end = watching.now();
      assertTrue(end.ended());
      assertEquals(world.find(task), end.task());
      assertEquals(1, reads.get());
    }
    assertEquals(0, world.watch.watching());
  }

  @Test
  void olderStateThatIsToldLateChangesNothing() throws Exception {
    Task task = world.accepted("ann");
    try (Watching watching = watch(world.watch, "key", task)) {
      Snapshot first = watching.now();
      world.tick();
      Snapshot working = changed(watching, first);
      world.watch.changed(task);
      assertInstanceOf(Watching.Quiet.class, watching.await(working, SOON));
    }
  }

  @Test
  void whatMayBeOnDiskIsReadAgain() throws Exception {
    Task task = world.accepted("ann");
    try (Watching watching = watch(world.watch, "key", task)) {
      Snapshot first = watching.now();
      world.watch.unsure(task.id());
      assertInstanceOf(Watching.Quiet.class, watching.await(first, SOON));
      assertEquals(2, reads.get());
    }
  }

  @Test
  void placesInTheQueueAreToldToAllInOneReading() throws Exception {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tasks.add(world.accepted("ann"));
    }
    AtomicInteger looks = new AtomicInteger();
    try (QueueWatch _ =
            QueueWatch.start(
                world.watch,
                waiting -> {
                  looks.incrementAndGet();
                  return world.store().ahead(waiting);
                },
                Duration.ofMillis(1),
                System::nanoTime);
        Watching third = watch(world.watch, "key", tasks.get(2));
        Watching fourth = watch(world.watch, "key", tasks.get(3))) {
      Snapshot before = fourth.now();
      assertEquals(OptionalInt.of(2), third.now().ahead());
      assertEquals(OptionalInt.of(3), before.ahead());
      world.tick();
      assertEquals(OptionalInt.of(2), changed(fourth, before).ahead());
      assertTrue(looks.get() >= 1);
    }
  }

  @Test
  void manyPlacesAreThoseOfEachAlone() {
    world.credit("bob", 100 * World.PRICE);
    world.credit("eve", 100 * World.PRICE);
    List<Task> tasks = new ArrayList<>();
    for (String owner : List.of("ann", "bob", "ann", "ann", "eve", "bob", "ann", "ann")) {
      tasks.add(world.accepted(owner));
    }
    world.tick();
    var all = world.store().ahead(tasks);
    for (Task task : tasks) {
      OptionalInt alone = world.store().ahead(world.find(task));
      Integer together = all.get(task.id());
      assertEquals(
          alone, together == null ? OptionalInt.empty() : OptionalInt.of(together), task.id());
    }
    assertEquals(7, all.size());
  }

  @Test
  void placesAreSharedByKeyOwnerAndAddress() {
    TaskWatch watch =
        new TaskWatch(
            new WatchLimits(8, 3, LONG, LONG, LONG),
            TaskWatch.FOR_EVER,
            world.clock,
            System::nanoTime);
    Task task = world.accepted("ann");
    List<Watching> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(watch(watch, new Watcher("ann", "key", "client"), task));
    }
    assertRefused(ErrorKind.RATE_LIMIT, watch, new Watcher("ann", "key", "other"), task);
    all.add(watch(watch, new Watcher("ann", "second", "client"), task));
    assertRefused(ErrorKind.RATE_LIMIT, watch, new Watcher("ann", "second", "other"), task);
    assertRefused(ErrorKind.RATE_LIMIT, watch, new Watcher("bob", "third", "client"), task);
    all.add(watch(watch, new Watcher("bob", "third", "another"), task));
    assertEquals(5, watch.watching());
    all.forEach(Watching::close);
    all.forEach(Watching::close);
    assertEquals(0, watch.watching());
    for (int i = 0; i < 3; i++) {
      all.add(watch(watch, new Watcher("ann", "key", "client"), task));
    }
  }

  @Test
  void endOfAKeyIsTheEndOfItsWaitsAlone() throws Exception {
    AtomicReference<String> revoked = new AtomicReference<>("");
    TaskWatch watch =
        new TaskWatch(
            WatchLimits.DEFAULT,
            id -> id.equals(revoked.get()) ? Optional.empty() : Optional.of(Instant.MAX),
            world.clock,
            System::nanoTime);
    Task task = world.accepted("ann");
    try (Watching mine = watch(watch, "mine", task);
        Watching others = watch(watch, "others", task)) {
      revoked.set("mine");
      watch.lookAfterKeys();
      assertInstanceOf(Watching.ShutOut.class, mine.await(mine.now(), LONG));
      assertInstanceOf(Watching.Quiet.class, others.await(others.now(), SOON));
      assertRefused(ErrorKind.AUTHENTICATION, watch, new Watcher("ann", "mine", "c"), task);
      assertEquals(2, watch.watching());
    }
  }

  @Test
  void keyThatExpiresEndsItsWaitByItself() throws Exception {
    TaskWatch watch =
        new TaskWatch(
            WatchLimits.DEFAULT,
            _ -> Optional.of(world.clock.instant().plusMillis(20)),
            world.clock,
            System::nanoTime);
    try (Watching mine = watch(watch, "mine", world.accepted("ann"))) {
      assertInstanceOf(Watching.ShutOut.class, mine.await(mine.now(), LONG));
    }
  }

  @Test
  void stopEndsEveryWaitAndThoseThatCome() throws Exception {
    Task task = world.accepted("ann");
    try (Watching early = watch(world.watch, "key", task)) {
      world.watch.close();
      assertInstanceOf(Watching.Stopping.class, early.await(early.now(), LONG));
      try (Watching late = watch(world.watch, "key", task)) {
        assertInstanceOf(Watching.Stopping.class, late.await(late.now(), LONG));
      }
    }
  }

  @Test
  void unknownTaskTakesNoPlace() {
    assertEquals(
        Optional.empty(),
        world.watch.watch(
            new Watcher("ann", "key", "client"),
            "task_none",
            Optional::empty,
            _ -> OptionalInt.empty()));
    assertEquals(0, world.watch.watching());
  }

  private Watching watch(TaskWatch watch, String key, Task task) {
    return watch(watch, new Watcher("ann", key, "client"), task);
  }

  private Watching watch(TaskWatch watch, Watcher watcher, Task task) {
    return watch
        .watch(
            watcher,
            task.id(),
            () -> {
              reads.incrementAndGet();
              return world.tasks().find("ann", task.id());
            },
            world.tasks()::ahead)
        .orElseThrow();
  }

  private void assertRefused(ErrorKind kind, TaskWatch watch, Watcher watcher, Task task) {
    ApiError refused = assertThrows(ApiError.class, () -> watch(watch, watcher, task));
    assertEquals(kind, refused.kind());
  }

  private static Snapshot changed(Watching watching, Snapshot seen) throws InterruptedException {
    return assertInstanceOf(Watching.Changed.class, watching.await(seen, LONG)).now();
  }
}
