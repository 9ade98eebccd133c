package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.tasks.run.RunSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of tasks that time has overtaken, on any database. */
abstract class UpkeepContract extends WorldContract {
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
  void aFilmThatWaitedForWeeksIsCountedOnTheDayItWasMade() throws Exception {
    RunSettings usual = RunSettings.DEFAULT;
    Duration month = Duration.ofDays(30);
    world.settings =
        new RunSettings(
            month,
            month,
            usual.fetchAttempts(),
            usual.firstPause(),
            usual.longestPause(),
            usual.upkeepInterval());
    world.start();
    engine.answerSubmission(new Submission.Unavailable("down", Duration.ofDays(29)));
    world.accepted("ann");
    world.tick();
    world.pass(Duration.ofDays(29));
    world.finish();
    Instant now = world.clock.instant();
    assertEquals(
        List.of(1L),
        world
            .store()
            .spendings()
            .between("ann", Optional.empty(), now.minus(Duration.ofDays(1)), now.plusSeconds(1))
            .stream()
            .map(Spending::films)
            .toList());
  }

  @Test
  void aTaskThatHasLeftTheLineMeanwhileKeepsItsEngine() {
    Task waiting = world.accepted("ann");
    world.tick();
    world.store().outdated().reroute(waiting, "other");
    assertEquals("studio", world.find(waiting).engine());
    world.finish();
    assertEquals(Stage.COMPLETED, world.find(waiting).stage());
  }
}
