package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Size;
import dev.afterglow.ledger.HoldOutcome;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.simulation.FaultyDatabase;
import dev.afterglow.tasks.simulation.FaultyDatabase.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How tasks are accepted and refused, on any database. */
abstract class SubmitContract {
  private static final String HASH = "a".repeat(64);
  private static final String OTHER_HASH = "b".repeat(64);
  private static final Idempotency KEY = new Idempotency("order-1", HASH);

  private final FakeEngine engine = new FakeEngine("studio", 2);
  @TempDir Path folder;
  private Database database;
  private World world;

  abstract Database open(Path folder);

  @BeforeEach
  void start() throws Exception {
    database = open(folder);
    world = new World(folder, database, engine);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void anAcceptedTaskWaitsWithItsPriceHeldAndNoEngineIsCalled() {
    world.credit("ann", 1_000_000);
    Task task = world.accepted("ann");
    assertEquals(task, world.find(task));
    assertEquals(DisplayStatus.WAITING, task.displayStatus());
    assertEquals(0, task.progressPercent());
    assertEquals(World.PRICE, task.priceMicros());
    assertEquals(0, task.chargedMicros());
    assertEquals(Optional.empty(), task.engine());
    assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
    assertEquals(List.of(), engine.submissions());
  }

  @Test
  void fiftySubmitsAtOnceWithCreditForThreeGiveThreeTasks() throws Exception {
    world.credit("ann", 3 * World.PRICE);
    List<Submitted> outcomes = atOnce(50, () -> world.submit("ann"));
    assertEquals(3, count(outcomes, Submitted.Accepted.class));
    assertEquals(47, count(outcomes, Submitted.Refused.class));
    assertEquals(0, world.ledger.balance("ann").availableMicros());
    world.finish();
    assertEquals(3, engine.submissions().size());
    world.assertMoney("ann", 0);
  }

  @Test
  void smallCreditsMeanwhileNeitherLendNorLose() throws Exception {
    world.credit("ann", 3 * World.PRICE);
    AtomicInteger turn = new AtomicInteger();
    Instant now = world.clock.instant();
    List<Boolean> accepted =
        atOnce(
            60,
            () -> {
              int mine = turn.getAndIncrement();
              if (mine % 6 == 0) {
                database.write(
                    tx -> world.ledger.credit(tx, "ann", "meanwhile-" + mine, 1_000, "gift", now));
                return false;
              }
              return world.submit("ann") instanceof Submitted.Accepted;
            });
    assertEquals(3, accepted.stream().filter(won -> won).count());
    world.finish();
    world.assertMoney("ann", 10 * 1_000);
  }

  @Test
  void whoCannotPayIsToldPriceAndBalanceAndLeavesNothing() {
    world.credit("ann", World.PRICE - 1);
    assertEquals(
        new Submitted.Refused(new HoldOutcome.Insufficient(World.PRICE, World.PRICE - 1)),
        world.submit("ann"));
    assertEquals(List.of(), world.tasks().list("ann", TaskQuery.newest(10)).tasks());
    world.assertMoney("ann", World.PRICE - 1);
  }

  @Test
  void whatNoEngineMakesIsRefusedBeforeMoneyIsHeld() throws Exception {
    world.engines =
        List.of(
            new FakeEngine(
                "small",
                Capacity.ofRunning(1),
                new Capabilities(
                    new Capabilities.Sizes.Listed(List.of(new Size(720, 1280))),
                    new Capabilities.Lengths.Listed(List.of(8)),
                    OptionalInt.empty(),
                    true,
                    true,
                    true,
                    false)));
    world.start();
    world.credit("ann", World.PRICE);
    assertEquals(new Submitted.Unsupported(Model.SORA_2, World.HD, false), world.submit("ann"));
    world.assertMoney("ann", World.PRICE);
  }

  @Test
  void oneOwnersFullLineDoesNotStopAnother() throws Exception {
    world.bounds = new QueueBounds(2, 100);
    world.start();
    world.credit("ann", 10 * World.PRICE);
    world.credit("bob", 10 * World.PRICE);
    world.accepted("ann");
    world.accepted("ann");
    assertEquals(new Submitted.QueueFull(true, 2), world.submit("ann"));
    world.accepted("bob");
    assertEquals(2 * World.PRICE, world.ledger.balance("ann").heldMicros());
  }

  @Test
  void theServersFullLineStopsEverybodyUntilATaskLeavesIt() throws Exception {
    world.bounds = new QueueBounds(100, 3);
    world.start();
    world.credit("ann", 10 * World.PRICE);
    world.credit("bob", 10 * World.PRICE);
    world.accepted("ann");
    world.accepted("ann");
    world.accepted("bob");
    assertEquals(new Submitted.QueueFull(false, 3), world.submit("bob"));
    world.tick();
    world.accepted("bob");
  }

  @Test
  void aPictureIsKeptWithItsTaskAndNotWithARefusal() throws Exception {
    world.credit("ann", World.PRICE);
    Task task = world.acceptedWithPicture("ann");
    assertEquals(
        Optional.of(PictureFacts.of(World.withPicture().picture().orElseThrow())), task.picture());
    assertEquals(List.of(task.id()), world.pictures());
    assertInstanceOf(
        Submitted.Refused.class,
        world.tasks().submit("ann", "key", World.withPicture(), Optional.empty()));
    assertEquals(List.of(task.id()), world.pictures());
    world.start();
    world.tick();
    assertArrayEquals(
        new byte[] {1, 2, 3}, engine.firstJob().orElseThrow().picture().orElseThrow().bytes());
    world.finish();
    assertEquals(List.of(), world.pictures());
  }

  @Test
  void picturesOfOneOwnerAreBoundedUntilTheirTasksEnd() throws Exception {
    world.pictureBytesPerOwner = 7; // two of three bytes each
    world.start();
    world.credit("ann", 10 * World.PRICE);
    world.credit("bob", World.PRICE);
    Task first = world.acceptedWithPicture("ann");
    world.acceptedWithPicture("ann");
    assertEquals(new Submitted.PicturesFull(3, 1, 7), submitPicture("ann"));
    assertEquals(2, world.pictures().size());
    assertEquals(2 * World.PRICE, world.ledger.balance("ann").heldMicros());
    world.acceptedWithPicture("bob");
    world.tasks().cancel("ann", first.id());
    world.acceptedWithPicture("ann");
    assertEquals(new Submitted.PicturesFull(3, 1, 7), submitPicture("ann"));
  }

  @Test
  void picturesCountAgainAfterARestartAndNoMoreAfterTheEnd() throws Exception {
    world.pictureBytesPerOwner = 5;
    world.start();
    world.credit("ann", 10 * World.PRICE);
    world.acceptedWithPicture("ann");
    world.start();
    world.tick(); // takes up what was left
    assertEquals(new Submitted.PicturesFull(3, 2, 5), submitPicture("ann"));
    world.finish();
    world.acceptedWithPicture("ann");
  }

  @Test
  void refusedTaskGivesThePlaceOfItsPictureBack() throws Exception {
    world.pictureBytesPerOwner = 3;
    world.start();
    assertInstanceOf(Submitted.Refused.class, submitPicture("ann"));
    world.credit("ann", World.PRICE);
    world.acceptedWithPicture("ann");
  }

  private Submitted submitPicture(String owner) {
    return world.tasks().submit(owner, "key-" + owner, World.withPicture(), Optional.empty());
  }

  @Test
  void twentyEqualRequestsUnderOneKeyMakeOneTask() throws Exception {
    world.credit("ann", 50 * World.PRICE);
    List<Submitted> outcomes = atOnce(20, () -> submit("ann", KEY));
    assertEquals(1, count(outcomes, Submitted.Accepted.class));
    String first =
        id(
            outcomes.stream()
                .filter(o -> o instanceof Submitted.Accepted)
                .findFirst()
                .orElseThrow());
    for (Submitted outcome : outcomes) {
      assertTrue(
          outcome instanceof Submitted.StillRunning || id(outcome).equals(first),
          outcome.toString());
    }
    assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
    assertEquals(1, world.tasks().list("ann", TaskQuery.newest(10)).tasks().size());
  }

  @Test
  void aKeyIsReplayedAfterItsTaskHasEnded() {
    world.credit("ann", 10 * World.PRICE);
    String first = id(submit("ann", KEY));
    world.finish();
    var replayed = assertInstanceOf(Submitted.Replayed.class, submit("ann", KEY));
    assertEquals(first, replayed.task().id());
    assertEquals(DisplayStatus.COMPLETED, replayed.task().displayStatus());
    assertEquals(Optional.of(replayed), world.tasks().earlier("ann", KEY));
    world.assertMoney("ann", 9 * World.PRICE);
  }

  @Test
  void aKeyOfAnotherRequestIsRefused() {
    world.credit("ann", 10 * World.PRICE);
    submit("ann", KEY);
    var other = new Idempotency(KEY.key(), OTHER_HASH);
    assertEquals(new Submitted.KeyReused(), submit("ann", other));
    assertEquals(Optional.of(new Submitted.KeyReused()), world.tasks().earlier("ann", other));
    assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
  }

  @Test
  void theSameKeyOfAnotherOwnerIsAnotherKey() {
    world.credit("ann", World.PRICE);
    world.credit("bob", World.PRICE);
    assertNotEquals(id(submit("ann", KEY)), id(submit("bob", KEY)));
    assertEquals(World.PRICE, world.ledger.balance("bob").heldMicros());
    world.credit("cem", World.PRICE);
    assertNotEquals(
        id(submit("ann", KEY)), id(submit("cem", new Idempotency("order-1", OTHER_HASH))));
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    world.credit("ann", 10 * World.PRICE);
    String first = id(submit("ann", KEY));
    world.clock.advance(Duration.ofHours(24).minusMillis(1));
    assertEquals(first, id(submit("ann", KEY)));
    world.clock.advance(Duration.ofMillis(1));
    assertEquals(Optional.empty(), world.tasks().earlier("ann", KEY));
    assertNotEquals(first, id(submit("ann", KEY)));
  }

  @Test
  void aRefusedRequestIsNotRemembered() {
    assertInstanceOf(Submitted.Refused.class, submit("ann", KEY));
    world.credit("ann", World.PRICE);
    assertInstanceOf(Submitted.Accepted.class, submit("ann", KEY));
  }

  @Test
  void aTaskThatIsOnDiskIsAcceptedWhateverTheCommitSaid() throws Exception {
    world.credit("ann", 10 * World.PRICE);
    var faulty = new FaultyDatabase(database);
    var disturbed = new World(folder, faulty, engine);
    faulty.plan(call -> call == 0 ? Fault.AFTER : Fault.NONE);
    var accepted = assertInstanceOf(Submitted.Accepted.class, submit(disturbed));
    assertEquals(Optional.of(accepted.task()), world.tasks().find("ann", accepted.task().id()));
    assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
  }

  @Test
  void whoGetsNoAnswerFindsTheTaskUnderTheSameKey() throws Exception {
    world.credit("ann", 10 * World.PRICE);
    var faulty = new FaultyDatabase(database);
    var disturbed = new World(folder, faulty, engine);
    faulty.plan(call -> call < 2 ? Fault.AFTER : Fault.NONE);
    assertThrows(IllegalStateException.class, () -> submit(disturbed));
    var replayed = assertInstanceOf(Submitted.Replayed.class, submit(disturbed));
    assertEquals(DisplayStatus.WAITING, replayed.task().displayStatus());
    assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
  }

  @Test
  void aRequestThatFailedIsNotRemembered() throws Exception {
    world.credit("ann", 10 * World.PRICE);
    var faulty = new FaultyDatabase(database);
    var disturbed = new World(folder, faulty, engine);
    faulty.plan(call -> call == 0 ? Fault.WITHIN : Fault.NONE);
    assertThrows(RuntimeException.class, () -> submit(disturbed));
    world.assertMoney("ann", 10 * World.PRICE);
    assertInstanceOf(Submitted.Accepted.class, submit(disturbed));
  }

  @Test
  void estimatesFollowWhatTheEngineHasShown() {
    world.credit("ann", 100 * World.PRICE);
    int guess = world.accepted("ann").estimatedSeconds();
    assertEquals(40, guess, "8 s of 720p at the first guess");
    world.finish();
    int learned = world.accepted("ann").estimatedSeconds();
    assertEquals(10, learned, "five polls of 2 s");
    world.accepted("ann");
    assertEquals(20, world.accepted("ann").estimatedSeconds(), "two ahead, two at a time");
  }

  private Submitted submit(String owner, Idempotency key) {
    return world.tasks().submit(owner, "key-" + owner, World.request(), Optional.of(key));
  }

  private static Submitted submit(World world) {
    return world.tasks().submit("ann", "key-ann", World.request(), Optional.of(KEY));
  }

  private static String id(Submitted outcome) {
    return switch (outcome) {
      case Submitted.Accepted(Task task) -> task.id();
      case Submitted.Replayed(Task task) -> task.id();
      default -> throw new AssertionError("no task: " + outcome);
    };
  }

  private static long count(List<Submitted> outcomes, Class<? extends Submitted> kind) {
    return outcomes.stream().filter(kind::isInstance).count();
  }

  private static <T> List<T> atOnce(int threads, Callable<T> call) throws Exception {
    var barrier = new CyclicBarrier(threads);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            executor.submit(() -> {
              barrier.await();
              return call.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
