package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How tasks are stopped on their owner's word, on any database. */
abstract class CancelContract extends WorldContract {
  CancelContract() {
    super(1);
  }

  @Test
  void aWaitingTaskStopsAtOnceAndNoEngineHearsOfIt() throws Exception {
    Task task = world.acceptedWithPicture("ann");
    var stopped = assertInstanceOf(Cancelling.Stopped.class, cancel(task));
    assertEquals(new TaskState.Cancelled(), stopped.task().state());
    assertEquals(List.of(), world.pictures());
    assertEquals(0, world.store().waiting());
    world.assertMoney("ann", CREDIT);
    world.finish();
    assertEquals(List.of(), engine.submissions());
  }

  @Test
  void cancellingTwiceIsCancellingOnce() {
    Task task = world.accepted("ann");
    assertEquals(cancel(task), cancel(task));
    assertEquals(1, world.counters.cancelled());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aRunningTaskStopsWhereTheEngineStopsIt() {
    engine.answerCancel(new Cancellation.Stopped());
    Task task = running();
    var stopped = assertInstanceOf(Cancelling.Stopped.class, cancel(task));
    assertEquals(new TaskState.Cancelled(), stopped.task().state());
    world.assertMoney("ann", CREDIT);
    world.finish();
    assertEquals(stopped.task(), world.find(task));
    assertEquals(1, engine.submissions().size());
  }

  @Test
  void aStoppedTaskIsNotGivenAgainToAnEngineThatCanRepeat() {
    engine.repeating().answerCancel(new Cancellation.Asked());
    Task task = running();
    assertInstanceOf(Cancelling.Asked.class, cancel(task));
    engine.restart();
    world.finish();
    assertEquals(new TaskState.Cancelled(), world.find(task).state());
    assertEquals(1, engine.submissions().size());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void anEngineThatWasAskedHasTheLastWord() {
    engine.answerCancel(new Cancellation.Asked());
    Task task = running();
    assertInstanceOf(Cancelling.Asked.class, cancel(task));
    assertTrue(world.find(task).cancelRequested());
    engine.answerPoll(new Progress.Failed(new Failure(Failure.Kind.BROKEN, "aborted")));
    world.finish();
    assertEquals(new TaskState.Cancelled(), world.find(task).state());
    world.assertMoney("ann", CREDIT);

    Task faster = running();
    assertInstanceOf(Cancelling.Asked.class, cancel(faster));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(faster).displayStatus());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void anEngineThatCannotStopIsNotHiddenFromTheOwner() {
    engine.answerCancel(new Cancellation.Unsupported());
    Task task = running();
    assertInstanceOf(Cancelling.Unstoppable.class, cancel(task));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void anUnheardWishDoesNotTurnALaterFailureIntoACancellation() {
    engine.answerCancel(new Cancellation.Unsupported());
    Task task = running();
    cancel(task);
    engine.answerPoll(new Progress.Failed(new Failure(Failure.Kind.BROKEN, "out of memory")));
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.ENGINE_FAILED), world.find(task).state());
  }

  @Test
  void tooLateIsSaidAndChangesNothing() {
    engine.answerCancel(new Cancellation.TooLate());
    Task task = running();
    assertInstanceOf(Cancelling.TooLate.class, cancel(task));
    while (world.find(task).displayStatus() != DisplayStatus.STORING) {
      world.pass(POLL);
    }
    assertInstanceOf(Cancelling.TooLate.class, cancel(task));
    world.finish();
    assertEquals(new Cancelling.TooLate(world.find(task)), cancel(task));
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void aTaskOfUnknownFateIsStoppedOnceItIsFound() {
    engine.naming().loseAnswer();
    engine.answerCancel(new Cancellation.Stopped());
    Task task = world.accepted("ann");
    world.tick();
    assertEquals(DisplayStatus.CHECKING, world.find(task).displayStatus());
    assertInstanceOf(Cancelling.Asked.class, cancel(task));
    world.finish();
    assertEquals(new TaskState.Cancelled(), world.find(task).state());
    assertEquals(List.of(task.id()), engine.cancels());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aTaskThatNoEngineTookIsStoppedAndNotHandedOverAgain() {
    engine.answerCancel(new Cancellation.Unsupported());
    Task task = world.accepted("ann");
    engine.answerSubmission(
        new Submission.Unavailable("busy", POLL, Scope.ENGINE),
        () -> assertInstanceOf(Cancelling.Asked.class, cancel(task)));
    world.finish();
    assertEquals(new TaskState.Cancelled(), world.find(task).state());
    assertEquals(1, engine.submissions().size());
    assertEquals(0, world.store().waiting());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aStrangersTaskIsNotFound() {
    Task task = world.accepted("ann");
    assertEquals(new Cancelling.NotFound(), world.tasks().cancel("bob", task.id()));
    assertEquals(new Cancelling.NotFound(), world.tasks().cancel("ann", "task_unknown"));
    assertEquals(DisplayStatus.WAITING, world.find(task).displayStatus());
  }

  private Task running() {
    Task task = world.accepted("ann");
    world.tick();
    assertEquals(DisplayStatus.MAKING, world.find(task).displayStatus());
    return task;
  }

  private Cancelling cancel(Task task) {
    return world.tasks().cancel(task.ownerId(), task.id());
  }
}
