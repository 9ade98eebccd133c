package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Ticket;
import dev.afterglow.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How tasks get from the line to the film, on any database. */
abstract class RunnerContract {
  private static final long CREDIT = 100 * World.PRICE;
  private static final Duration POLL = Duration.ofSeconds(2);

  private final FakeEngine engine = new FakeEngine("studio", 2);
  @TempDir Path folder;
  private Database database;
  private World world;

  abstract Database open(Path folder);

  @BeforeEach
  void start() throws Exception {
    database = open(folder);
    world = new World(folder, database, engine);
    world.credit("ann", CREDIT);
    world.credit("bob", CREDIT);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void aTaskGoesThroughItsStatesToAFilmThatIsChargedOnce() throws Exception {
    Task task = world.acceptedWithPicture("ann");
    List<Stage> stages = new ArrayList<>();
    List<Integer> percents = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Task now = world.find(task);
      if (stages.isEmpty() || stages.getLast() != now.stage()) {
        stages.add(now.stage());
      }
      percents.add(now.progressPercent());
      world.pass(POLL);
    }
    assertEquals(List.of(Stage.WAITING, Stage.MAKING, Stage.STORING, Stage.COMPLETED), stages);
    assertEquals(percents.stream().sorted().toList(), percents, "progress never falls");
    assertTrue(percents.contains(50), percents.toString());

    Task ended = world.find(task);
    assertEquals(new TaskState.Completed(FakeEngine.film(task.id()).length, false), ended.state());
    assertEquals(100, ended.progressPercent());
    assertEquals(World.PRICE, ended.chargedMicros());
    assertEquals(ended.endedAt().map(end -> end.plus(World.FILM_LIFE)), ended.expiresAt());
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    assertEquals(List.of(task.id()), engine.forgotten());
    assertEquals(List.of(), world.pictures());
    assertEquals(List.of(), world.staged());
    assertEquals(1, world.tally.completed());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void noEngineIsGivenMoreThanItTakes() {
    for (int i = 0; i < 6; i++) {
      world.accepted("ann");
    }
    int most = 0;
    for (int i = 0; i < 60; i++) {
      world.pass(POLL);
      most = Math.max(most, making());
    }
    assertEquals(2, most);
    world.finish();
    assertEquals(6, engine.submissions().size());
  }

  @Test
  void ownersTakeTurnsHoweverManyTasksOneHas() {
    world.credit("cem", CREDIT);
    List<Task> first = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      first.add(world.accepted("ann"));
    }
    Task bobs = world.accepted("bob");
    Task cems = world.accepted("cem");
    world.finish();
    List<String> order = engine.submissions().stream().map(job -> job.id()).toList();
    assertTrue(order.indexOf(bobs.id()) < 3, order.toString());
    assertTrue(order.indexOf(cems.id()) < 3, order.toString());
    List<String> anns =
        order.stream().filter(id -> !id.equals(bobs.id()) && !id.equals(cems.id())).toList();
    assertEquals(first.stream().map(Task::id).toList(), anns, "each owner's tasks in their order");
  }

  @Test
  void aKeysSurplusWaitsWhileOtherKeysOfItsOwnerGoOn() throws Exception {
    var wide = new FakeEngine("wide", 10);
    world.engines = List.of(wide);
    world.caps = key -> key.equals("key-ann") ? 2 : Integer.MAX_VALUE;
    world.start();
    for (int i = 0; i < 8; i++) {
      world.accepted("ann");
    }
    world.tasks().submit("ann", "other", World.request(), Optional.empty());
    int most = 0;
    world.tick();
    for (int i = 0; i < 100; i++) {
      world.pass(POLL);
      most = Math.max(most, underWayOf("key-ann"));
    }
    assertEquals(2, most);
    List<String> order = wide.submissions().stream().map(job -> job.id()).toList();
    assertEquals(9, order.size());
    world.finish();
    world.assertMoney("ann", CREDIT - 9 * World.PRICE);
  }

  @Test
  void aWaitingTaskKnowsHowManyAreAhead() {
    Task first = world.accepted("ann");
    world.accepted("ann");
    Task third = world.accepted("ann");
    world.accepted("bob");
    assertEquals(OptionalInt.of(1), world.tasks().ahead(first), "bob may have his turn first");
    assertEquals(OptionalInt.of(3), world.tasks().ahead(third));
    world.tick();
    assertEquals(OptionalInt.empty(), world.tasks().ahead(world.find(first)));
    world.finish();
    assertEquals(0, world.store().queries().waiting());
  }

  @Test
  void aRefusalEndsTheTaskAndReleasesItsHold() {
    engine.answerSubmission(
        new Submission.Refused(new Failure(Failure.Kind.CONTENT_REFUSED, "no such films")));
    Task task = world.accepted("ann");
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.CONTENT_REFUSED), world.find(task).state());
    assertEquals(0, world.find(task).chargedMicros());
    assertEquals(1, engine.submissions().size());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void anEngineThatIsUnavailableIsLeftAloneAndTheTaskKeepsItsPlace() {
    engine.answerSubmission(new Submission.Unavailable("busy", Duration.ofSeconds(30)));
    Task first = world.accepted("ann");
    world.tick();
    assertEquals(Stage.WAITING, world.find(first).stage());
    world.pass(Duration.ofSeconds(25));
    assertEquals(world.clock.instant().plusSeconds(5), world.runner().nextDue());
    world.accepted("ann");
    world.pass(Duration.ofSeconds(4));
    assertEquals(1, engine.submissions().size());
    world.pass(Duration.ofSeconds(1));
    world.finish();
    assertEquals(first.id(), engine.submissions().get(1).id());
    assertEquals(Stage.COMPLETED, world.find(first).stage());
    assertEquals(0, world.store().queries().waiting());
  }

  @Test
  void aFailedPollSaysNothingAboutTheTask() {
    Task task = world.accepted("ann");
    for (int i = 0; i < 20; i++) {
      engine.answerPoll(new Progress.Unreadable("502", POLL));
    }
    world.tick();
    for (int i = 0; i < 20; i++) {
      world.pass(POLL);
      assertEquals(Stage.MAKING, world.find(task).stage());
      assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
    }
    world.finish();
    assertEquals(Stage.COMPLETED, world.find(task).stage());
  }

  @Test
  void theEnginesOwnWordEndsTheTask() {
    Task task = world.accepted("ann");
    engine.answerPoll(new Progress.Failed(new Failure(Failure.Kind.BROKEN, "out of memory")));
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_FAILED), world.find(task).state());
    assertEquals(1, world.tally.failed());
    assertEquals(0, world.tally.losses());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void silenceKeepsTheHoldUntilTheOperatorsDeadlineAndThenCountsAsALoss() {
    Task task = world.accepted("ann");
    world.tick();
    for (int hour = 0; hour < 23; hour++) {
      engine.answerPoll(new Progress.Unreadable("no route", Duration.ofHours(1)));
      world.pass(Duration.ofHours(1));
      assertEquals(Stage.MAKING, world.find(task).stage());
      assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
    }
    engine.answerPoll(new Progress.Unreadable("no route", Duration.ofHours(1)));
    world.pass(Duration.ofHours(1));
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    assertEquals(1, world.tally.losses());
    assertEquals(List.of(task.id()), engine.cancels());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aLateSuccessWithinTheDeadlineIsAFilm() throws Exception {
    Task task = world.accepted("ann");
    world.tick();
    engine.answerPoll(new Progress.Unreadable("no route", Duration.ofHours(23)));
    world.pass(POLL);
    world.pass(Duration.ofHours(23));
    world.finish();
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void aLostAnswerIsNeverFollowedByASecondSubmission() {
    engine.loseAnswer();
    Task task = world.accepted("ann");
    world.tick();
    world.tick();
    assertEquals(Stage.CHECKING, world.find(task).stage());
    for (int i = 0; i < 300; i++) {
      world.pass(Duration.ofMinutes(5));
    }
    assertEquals(1, engine.submissions().size());
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    assertEquals(1, world.tally.losses());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aLostAnswerIsFoundWhereJobsHaveNames() {
    engine.naming().loseAnswer();
    Task task = world.accepted("ann");
    world.finish();
    assertEquals(Stage.COMPLETED, world.find(task).stage());
    assertEquals(1, engine.submissions().size());
  }

  @Test
  void aJobThatNeverArrivedIsSentAgainOnTheEnginesOwnWord() {
    engine.naming().answerSubmission(new Submission.Unknown("reset"));
    Task task = world.accepted("ann");
    world.tick();
    engine.restart();
    world.finish();
    assertEquals(Stage.COMPLETED, world.find(task).stage());
    assertEquals(2, engine.submissions().size());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void aLostJobIsGivenAgainOnlyToAnEngineThatCanRepeat() {
    Task task = world.accepted("ann");
    world.pass(POLL);
    engine.restart();
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_FAILED), world.find(task).state());
    assertEquals(1, engine.submissions().size());
    world.assertMoney("ann", CREDIT);

    engine.repeating();
    Task again = world.accepted("ann");
    world.pass(POLL);
    world.pass(POLL);
    engine.restart();
    world.finish();
    assertEquals(Stage.COMPLETED, world.find(again).stage());
    assertEquals(3, engine.submissions().size());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void aFetchThatBreaksIsTriedAgainAndLeavesNoHalfFile() throws Exception {
    Task task = world.accepted("ann");
    for (int i = 0; i < 3; i++) {
      engine.failFetch();
    }
    world.finish();
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    assertEquals(List.of(), world.staged());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void aFilmThatCannotBeFetchedIsNotCharged() throws Exception {
    Task task = world.accepted("ann");
    for (int i = 0; i < 10; i++) {
      engine.failFetch();
    }
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.FILM_UNAVAILABLE), world.find(task).state());
    assertEquals(List.of(), world.staged());
    assertTrue(world.films().read(task.id()).isEmpty());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aFilmIsDeletedAfterADayAndItsTaskSaysSo() throws Exception {
    Task task = world.accepted("ann");
    world.finish();
    Task completed = world.find(task);
    world.pass(
        Duration.between(world.clock.instant(), completed.expiresAt().orElseThrow())
            .minusMillis(1));
    assertTrue(world.films().read(task.id()).isPresent());
    world.pass(Duration.ofMillis(1));
    world.pass(world.settings.upkeepInterval());
    assertTrue(world.films().read(task.id()).isEmpty());
    Task expired = world.find(task);
    assertEquals(Stage.EXPIRED, expired.stage());
    assertEquals(completed.expiresAt(), expired.expiresAt());
    assertEquals(completed.endedAt(), expired.endedAt());
    assertEquals(World.PRICE, expired.chargedMicros());
    assertEquals(100, expired.progressPercent());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void whoWaitsTooLongGetsTheirMoneyBack() throws Exception {
    engine.answerSubmission(new Submission.Unavailable("down", Duration.ofDays(3)));
    Task task = world.acceptedWithPicture("ann");
    world.tick();
    world.pass(Duration.ofHours(24).plusSeconds(1));
    assertEquals(new TaskState.Failed(FailureReason.WAITED_TOO_LONG), world.find(task).state());
    assertEquals(List.of(), world.pictures());
    assertEquals(0, world.store().queries().waiting());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aWaitingTaskWhoseEngineIsGoneGoesToAnother() throws Exception {
    Task task = world.accepted("ann");
    var other = new FakeEngine("other", 1);
    world.engines = List.of(other);
    world.start();
    world.finish();
    assertEquals("other", world.find(task).engine());
    assertEquals(Stage.COMPLETED, world.find(task).stage());
    assertEquals(1, other.submissions().size());
  }

  @Test
  void aTaskOfAnEngineThatIsGoneKeepsItsHoldUntilTheDeadline() throws Exception {
    Task task = world.accepted("ann");
    world.tick();
    world.tick();
    world.engines = List.of(new FakeEngine("other", 1));
    world.start();
    world.pass(Duration.ofHours(23));
    assertEquals(Stage.MAKING, world.find(task).stage());
    world.pass(Duration.ofHours(1));
    world.tick();
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void afterARestartEveryTaskGoesOnFromWhereItWas() throws Exception {
    Task task = world.accepted("ann");
    while (world.find(task).stage() != Stage.COMPLETED) {
      world.start();
      world.pass(POLL);
    }
    assertEquals(1, engine.submissions().size());
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void picturesOfNoUnfinishedTaskAreSweptAtTheStart() throws Exception {
    Task task = world.acceptedWithPicture("ann");
    java.nio.file.Files.write(folder.resolve("pictures").resolve("task_left.part"), new byte[3]);
    world.start();
    world.tick();
    assertEquals(List.of(task.id()), world.pictures());
  }

  @Test
  void onlyOneOfManyEndsOfATaskMovesMoney() {
    Task task = world.accepted("ann");
    while (world.find(task).stage() != Stage.STORING) {
      world.pass(POLL);
    }
    Task seen = world.find(task);
    var endings = world.store().endings();
    assertTrue(endings.failed(seen, FailureReason.ENGINE_FAILED).isPresent());
    assertEquals(Optional.empty(), endings.completed(seen, 10));
    assertEquals(Optional.empty(), endings.failed(seen, FailureReason.ENGINE_FAILED));
    assertEquals(Optional.empty(), endings.cancelled(seen));
    world.assertMoney("ann", CREDIT);

    Task other = world.accepted("ann");
    while (world.find(other).stage() != Stage.STORING) {
      world.pass(POLL);
    }
    Task made = world.find(other);
    assertTrue(endings.completed(made, 10).isPresent());
    assertEquals(Optional.empty(), endings.failed(made, FailureReason.FILM_UNAVAILABLE));
    assertEquals(Optional.empty(), endings.completed(made, 10));
    world.assertMoney("ann", CREDIT - World.PRICE);
    world.finish();
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void ofManyThreadsThatEndATaskOneDoes() throws Exception {
    for (int round = 0; round < 10; round++) {
      Task task = world.accepted("ann");
      while (world.find(task).stage() != Stage.STORING) {
        world.pass(POLL);
      }
      Task seen = world.find(task);
      var endings = world.store().endings();
      List<Callable<Optional<Task>>> ends = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ends.add(() -> endings.completed(seen, 10));
        ends.add(() -> endings.failed(seen, FailureReason.ENGINE_FAILED));
        ends.add(() -> endings.cancelled(seen));
      }
      int ended = 0;
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Optional<Task>> end : executor.invokeAll(ends)) {
          ended += end.get().isPresent() ? 1 : 0;
        }
      }
      assertEquals(1, ended);
      assertEquals(0, world.ledger.balance("ann").heldMicros());
      world.assertBooks();
      world.finish();
    }
    assertEquals(10, world.tally.completed() + world.tally.failed() + world.tally.cancelled());
    world.assertMoney("ann", CREDIT - world.tally.completed() * World.PRICE);
  }

  @Test
  void anOldRevisionCanChangeNothing() {
    Task task = world.accepted("ann");
    world.pass(POLL);
    Task running = world.find(task);
    engine.repeating().restart();
    world.pass(POLL);
    world.pass(POLL);
    assertEquals(Stage.MAKING, world.find(task).stage(), "running again, under a new revision");
    var transitions = world.store().transitions();
    assertEquals(Optional.empty(), transitions.made(running, new Ticket("old")));
    assertEquals(Optional.empty(), transitions.uncertain(running));
    assertEquals(Optional.empty(), transitions.progress(running, 99));
    world.finish();
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  private int making() {
    return (int)
        world.store().queries().underWay().stream()
            .filter(task -> task.stage() == Stage.MAKING || task.stage() == Stage.SENDING)
            .count();
  }

  private int underWayOf(String key) {
    return (int)
        world.store().queries().underWay().stream()
            .filter(task -> task.keyId().equals(key))
            .count();
  }
}
