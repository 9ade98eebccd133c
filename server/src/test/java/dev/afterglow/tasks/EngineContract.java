package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an engine answers, and what that means for its task, on any database. */
abstract class EngineContract extends WorldContract {
  @Test
  void aRefusalEndsTheTaskAndReleasesItsHold() {
    engine.answerSubmission(
        new Submission.Refused(new Failure(Failure.Kind.CONTENT_REFUSED, "no such films"), false));
    Task task = world.accepted("ann");
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.CONTENT_REFUSED), world.find(task).state());
    assertEquals(0, world.find(task).chargedMicros());
    assertEquals(1, engine.submissions().size());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void anEngineThatIsUnavailableIsLeftAloneAndTheTaskKeepsItsPlace() {
    engine.answerSubmission(
        new Submission.Unavailable("busy", Duration.ofSeconds(30), Scope.ENGINE));
    Task first = world.accepted("ann");
    world.tick();
    assertEquals(DisplayStatus.WAITING, world.find(first).displayStatus());
    world.pass(Duration.ofSeconds(25));
    assertEquals(Optional.of(Duration.ofSeconds(5)), world.runner().untilDue());
    world.accepted("ann");
    world.pass(Duration.ofSeconds(4));
    assertEquals(1, engine.submissions().size());
    world.pass(Duration.ofSeconds(1));
    world.finish();
    assertEquals(first.id(), engine.submittedTasks().get(1));
    assertEquals(DisplayStatus.COMPLETED, world.find(first).displayStatus());
    assertEquals(0, world.store().waiting());
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
      assertEquals(DisplayStatus.MAKING, world.find(task).displayStatus());
      assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
    }
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
  }

  @Test
  void theEnginesOwnWordEndsTheTask() {
    Task task = world.accepted("ann");
    engine.answerPoll(new Progress.Failed(new Failure(Failure.Kind.BROKEN, "out of memory")));
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_FAILED), world.find(task).state());
    assertEquals(1, world.counters.failed());
    assertEquals(0, world.counters.losses());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void silenceKeepsTheHoldUntilTheOperatorsDeadlineAndThenCountsAsALoss() {
    Task task = world.accepted("ann");
    world.tick();
    for (int hour = 0; hour < 23; hour++) {
      engine.answerPoll(new Progress.Unreadable("no route", Duration.ofHours(1)));
      world.pass(Duration.ofHours(1));
      assertEquals(DisplayStatus.MAKING, world.find(task).displayStatus());
      assertEquals(World.PRICE, world.ledger.balance("ann").heldMicros());
    }
    engine.answerPoll(new Progress.Unreadable("no route", Duration.ofHours(1)));
    world.pass(Duration.ofHours(1));
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    assertEquals(1, world.counters.losses());
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
    assertEquals(DisplayStatus.CHECKING, world.find(task).displayStatus());
    for (int i = 0; i < 300; i++) {
      world.pass(Duration.ofMinutes(5));
    }
    assertEquals(1, engine.submissions().size());
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    assertEquals(1, world.counters.losses());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void anOrderThatThrowsIsOneThatMayHaveArrived() {
    engine.answerSubmission(
        new Submission.Unknown("never answered"),
        () -> {
          throw new IllegalStateException("an engine must not throw");
        });
    Task task = world.accepted("ann");
    world.tick();
    for (int i = 0; i < 300; i++) {
      world.pass(Duration.ofMinutes(5));
    }
    assertEquals(1, engine.submissions().size());
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_SILENT), world.find(task).state());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aLostAnswerIsFoundWhereJobsHaveNames() {
    engine.naming().loseAnswer();
    Task task = world.accepted("ann");
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    assertEquals(1, engine.submissions().size());
  }

  @Test
  void aJobThatNeverArrivedIsSentAgainOnTheEnginesOwnWord() {
    engine.naming().answerSubmission(new Submission.Unknown("reset"));
    Task task = world.accepted("ann");
    world.tick();
    engine.restart();
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
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
    assertEquals(DisplayStatus.COMPLETED, world.find(again).displayStatus());
    assertEquals(3, engine.submissions().size());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }
}
