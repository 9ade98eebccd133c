package dev.afterglow.tasks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.DiskFilmStore;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.LiveProgress;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.pictures.DiskReferencePictures;
import dev.afterglow.tasks.service.TaskService;
import dev.afterglow.tasks.store.SqlTaskStore;
import dev.afterglow.tasks.store.StoreSettings;
import dev.afterglow.tasks.store.TaskCounters;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner as a server runs it: on threads, by the wall clock. */
class RunnerLoopTest {
  private static final int TASKS = 20;
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;
  private final CountDownLatch films = new CountDownLatch(TASKS);
  private final FakeEngine engine =
      new FakeEngine("studio", 4).hurrying(Duration.ofMillis(1), films::countDown);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final TaskCounters counters = new TaskCounters();
  private final CountDownLatch fatal = new CountDownLatch(1);
  private volatile boolean broken;
  private final CountDownLatch claiming = new CountDownLatch(1);
  private volatile CountDownLatch mayClaim = new CountDownLatch(0);
  private Database database;
  private Ledger ledger;
  private RunnerLoop loop;
  private TaskService service;

  @BeforeEach
  void wire() throws Exception {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    ledger = new Ledger(database);
    database.write(tx -> ledger.credit(tx, "ann", "c", 100 * World.PRICE, "", CLOCK.instant()));
    var store =
        new SqlTaskStore(
            database,
            ledger,
            CLOCK,
            new StoreSettings(
                StoreSettings.ONLY_NODE,
                World.FILM_LIFE,
                new QueueBounds(100, 100),
                this::unlimited),
            counters,
            Checkpoint.Listener.NONE);
    var router = new Router(List.of(engine));
    var pictures =
        DiskReferencePictures.open(folder.resolve("pictures"), DiskSpace.endless(), 1 << 20);
    var live = new LiveProgress();
    var runner =
        new Runner(
            new StepContext(
                store,
                DiskFilmStore.at(folder.resolve("videos")),
                pictures,
                Finisher.asTheyCome(),
                () -> {
                  if (broken) {
                    throw new IllegalStateException("broken for good");
                  }
                  return true;
                },
                router,
                new EngineHealth(System::nanoTime, EngineHealth.Backoff.DEFAULT),
                live,
                CLOCK,
                System::nanoTime,
                RunSettings.DEFAULT,
                Checkpoint.Listener.NONE,
                NodeLease.ALONE),
            executor);
    loop = new RunnerLoop(runner, new FatalErrors(fatal::countDown), Duration.ofMillis(1));
    service =
        new TaskService(
            store,
            router,
            new Prices(database),
            pictures,
            DiskFilmStore.at(folder.resolve("videos")),
            new TaskIds(CLOCK, new Random(1)),
            new Random(1),
            new TaskService.RunnerLink(loop::newWork, loop, live));
  }

  @AfterEach
  void close() throws Exception {
    loop.drain(Duration.ofSeconds(30));
    executor.close();
    database.close();
  }

  @Test
  void everyTaskStartsWithoutWaitingForATimerAndEndsOnce() throws Exception {
    loop.start();
    for (int i = 0; i < TASKS; i++) {
      submit();
    }
    assertTrue(films.await(60, TimeUnit.SECONDS), films.getCount() + " films are missing");
    assertTrue(loop.drain(Duration.ofSeconds(30)));
    assertEquals(TASKS, engine.submissions().size());
    assertEquals(TASKS, counters.completed());
    assertEquals((100 - TASKS) * World.PRICE, ledger.balance("ann").balanceMicros());
    assertEquals(0, ledger.balance("ann").heldMicros());
  }

  @Test
  void afterADrainNothingIsBegun() throws Exception {
    loop.start();
    assertTrue(loop.drain(Duration.ofSeconds(30)));
    Task task = submit();
    loop.newWork();
    assertFalse(films.await(50, TimeUnit.MILLISECONDS));
    assertEquals(
        DisplayStatus.WAITING, service.find("ann", task.id()).orElseThrow().displayStatus());
    assertEquals(List.of(), engine.submissions());
  }

  /** A tick that had begun when the stop came gives out a step, and the stop waits for it. */
  @Test
  void stopWaitsForTheStepOfTheTickItMet() throws Exception {
    mayClaim = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    engine.answerSubmission(
        new Submission.Unavailable("busy", Duration.ofHours(1), Scope.ENGINE),
        () -> passed(mayAnswer));
    submit();
    loop.start();
    assertTrue(passed(claiming));
    Future<Boolean> drained = executor.submit(() -> loop.drain(Duration.ofMinutes(1)));
    assertThrows(TimeoutException.class, () -> drained.get(100, TimeUnit.MILLISECONDS));
    mayClaim.countDown();
    assertThrows(TimeoutException.class, () -> drained.get(300, TimeUnit.MILLISECONDS));
    mayAnswer.countDown();
    assertTrue(drained.get(), "the step has ended");
  }

  /** The engine is asked by the runner, and whoever asked for the end waits for what it says. */
  @Test
  void aRunningTaskIsStoppedWhileItsOwnerWaits() throws Exception {
    engine.hurrying(Duration.ofHours(1), () -> {});
    engine.answerCancel(new Cancellation.Stopped());
    loop.start();
    Task task = submit();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (service.find("ann", task.id()).orElseThrow().displayStatus() != DisplayStatus.MAKING) {
      assertTrue(System.nanoTime() < end, "it is never made");
      Thread.onSpinWait();
    }
    Cancelling outcome = service.cancel("ann", task.id());
    if (outcome instanceof Cancelling.Asked) { // a machine so busy that nobody could wait for it
      while (service.find("ann", task.id()).orElseThrow().displayStatus()
          != DisplayStatus.CANCELLED) {
        assertTrue(System.nanoTime() < end, "it is never stopped");
        Thread.onSpinWait();
      }
    } else {
      assertInstanceOf(Cancelling.Stopped.class, outcome);
    }
    assertEquals(List.of(task.id()), engine.cancels());
  }

  @Test
  void aRunnerThatCannotGoOnSaysSo() throws Exception {
    broken = true;
    loop.start();
    assertTrue(fatal.await(60, TimeUnit.SECONDS));
  }

  /** What a key may have under way; asked in the middle of a tick. */
  private int unlimited(Connection tx, String keyId) {
    claiming.countDown();
    passed(mayClaim);
    return Integer.MAX_VALUE;
  }

  private static boolean passed(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Task submit() {
    var outcome = service.submit("ann", "key", World.request(), Optional.empty());
    return ((Submitted.Accepted) outcome).task();
  }
}
