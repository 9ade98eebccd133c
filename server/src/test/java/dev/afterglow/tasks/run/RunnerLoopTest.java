package dev.afterglow.tasks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.routing.Router;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.Stage;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.desk.Desk;
import dev.afterglow.tasks.desk.Pictures;
import dev.afterglow.tasks.store.Tally;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.videos.VideoStore;
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
  private final Tally tally = new Tally();
  private final CountDownLatch claiming = new CountDownLatch(1);
  private volatile CountDownLatch mayClaim = new CountDownLatch(0);
  private Database database;
  private Ledger ledger;
  private RunnerLoop loop;
  private Desk desk;

  @BeforeEach
  void wire() throws Exception {
    database = Database.sqlite(folder.resolve("afterglow.db"));
    ledger = new Ledger(database);
    database.write(tx -> ledger.credit(tx, "ann", "c", 100 * World.PRICE, "", CLOCK.instant()));
    var store = new TaskStore(database, ledger, CLOCK, World.FILM_LIFE, tally);
    var router = new Router(List.of(engine));
    var pictures = Pictures.open(folder.resolve("pictures"));
    var runner =
        new Runner(
            store,
            router,
            VideoStore.open(folder.resolve("videos")),
            pictures,
            patient(),
            this::unlimited,
            Checkpoint.Listener.NONE,
            executor);
    loop = new RunnerLoop(runner, CLOCK);
    desk =
        new Desk(
            store,
            store.submissions(new QueueBounds(100, 100), Checkpoint.Listener.NONE),
            router,
            new Prices(database),
            pictures,
            new Random(1),
            loop::wake);
  }

  /** Nothing is looked for of one's own accord within the time of a test. */
  private static RunSettings patient() {
    RunSettings usual = RunSettings.DEFAULT;
    return new RunSettings(
        usual.engineDeadline(),
        usual.longestWait(),
        usual.fetchAttempts(),
        usual.firstPause(),
        usual.longestPause(),
        Duration.ofHours(1));
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
    assertEquals(TASKS, tally.completed());
    assertEquals((100 - TASKS) * World.PRICE, ledger.balance("ann").balanceMicros());
    assertEquals(0, ledger.balance("ann").heldMicros());
  }

  @Test
  void afterADrainNothingIsBegun() throws Exception {
    loop.start();
    assertTrue(loop.drain(Duration.ofSeconds(30)));
    Task task = submit();
    loop.wake();
    assertFalse(films.await(50, TimeUnit.MILLISECONDS));
    assertEquals(Stage.WAITING, desk.find("ann", task.id()).orElseThrow().stage());
    assertEquals(List.of(), engine.submissions());
  }

  /** A tick that had begun when the stop came gives out a step, and the stop waits for it. */
  @Test
  void stopWaitsForTheStepOfTheTickItMet() throws Exception {
    mayClaim = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    engine.answerSubmission(
        new Submission.Unavailable("busy", Duration.ofHours(1)), () -> passed(mayAnswer));
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
    var outcome = desk.submit("ann", "key", World.request(), Optional.empty());
    return ((Submitted.Accepted) outcome).task();
  }
}
