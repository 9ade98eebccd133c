package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Failure;
import dev.afterglow.tasks.store.TaskLists;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How tasks are deleted on their owner's word, on any database. */
abstract class DeleteContract extends WorldContract {
  DeleteContract() {
    super(1);
  }

  @Test
  void aFinishedTaskLosesItsFilmAndItsOwnerSeesItNoMore() throws Exception {
    Task task = completed();
    assertEquals(new Deleting.Deleted(), delete(task));
    assertEquals(Optional.empty(), world.tasks().find("ann", task.id()));
    assertEquals(List.of(), world.tasks().list("ann", TaskQuery.newest(10)).tasks());
    assertTrue(world.films().open(task.id()).isEmpty());
    assertEquals(new Deleting.NotFound(), delete(task));
    assertEquals(new Cancelling.NotFound(), world.tasks().cancel("ann", task.id()));
  }

  @Test
  void whatWasChargedStaysChargedAndTheOperatorStillSeesTheTask() {
    Task task = completed();
    delete(task);
    world.assertMoney("ann", CREDIT - World.PRICE);
    Task kept = new TaskLists(database).page("ann", TaskQuery.newest(10)).tasks().getFirst();
    assertEquals(task.id(), kept.id());
    assertEquals(World.PRICE, kept.chargedMicros());
    assertEquals(DisplayStatus.EXPIRED, kept.displayStatus());
  }

  @Test
  void aWaitingTaskIsCancelledAndThenDeleted() {
    Task task = world.accepted("ann");
    assertEquals(new Deleting.Deleted(), delete(task));
    world.assertMoney("ann", CREDIT);
    world.finish();
    assertEquals(List.of(), engine.submissions());
  }

  @Test
  void aRunningTaskIsDeletedIfItsEngineStopsIt() {
    engine.answerCancel(new Cancellation.Stopped());
    Task task = running();
    assertEquals(new Deleting.Deleted(), delete(task));
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aTaskThatCannotBeStoppedIsDeletedOnlyOnceItHasEnded() {
    for (Cancellation answer :
        List.of(
            new Cancellation.Unsupported(), new Cancellation.TooLate(), new Cancellation.Asked())) {
      engine.answerCancel(answer);
      Task task = running();
      assertInstanceOf(Deleting.StillAtWork.class, delete(task), answer.toString());
      assertEquals(task.id(), world.find(task).id());
      world.finish();
      assertEquals(new Deleting.Deleted(), delete(task));
    }
    world.assertMoney("ann", CREDIT - 3 * World.PRICE);
  }

  @Test
  void aFilmThatIsBeingStoredIsNotTakenAway() {
    Task task = made("ann");
    assertInstanceOf(Deleting.StillAtWork.class, delete(task));
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
  }

  @Test
  void failedAndExpiredTasksAreDeletedToo() {
    engine.answerPoll(new Progress.Failed(new Failure(Failure.Kind.BROKEN, "out of memory")));
    Task failed = running();
    world.finish();
    assertEquals(DisplayStatus.FAILED, world.find(failed).displayStatus());
    assertEquals(new Deleting.Deleted(), delete(failed));
    Task expired = completed();
    world.pass(World.FILM_LIFE.plus(Duration.ofMinutes(1)));
    assertEquals(DisplayStatus.EXPIRED, world.find(expired).displayStatus());
    assertEquals(new Deleting.Deleted(), delete(expired));
    assertEquals(List.of(), world.tasks().list("ann", TaskQuery.newest(10)).tasks());
  }

  @Test
  void pagesGoOnPastWhatWasDeleted() {
    Task first = world.accepted("ann");
    Task second = world.accepted("ann");
    Task third = world.accepted("ann");
    delete(second);
    TaskPage page = world.tasks().list("ann", TaskQuery.newest(1));
    assertEquals(List.of(third.id()), page.tasks().stream().map(Task::id).toList());
    TaskPage next =
        world
            .tasks()
            .list(
                "ann",
                new TaskQuery(
                    java.util.Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    page.next(),
                    true,
                    1));
    assertEquals(List.of(first.id()), next.tasks().stream().map(Task::id).toList());
    assertEquals(Optional.empty(), next.next());
  }

  @Test
  void aStrangersTaskIsNotFound() {
    Task task = completed();
    assertEquals(new Deleting.NotFound(), world.tasks().delete("bob", task.id()));
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
  }

  private Task running() {
    Task task = world.accepted("ann");
    world.tick();
    assertEquals(DisplayStatus.MAKING, world.find(task).displayStatus());
    return task;
  }

  private Task completed() {
    Task task = world.accepted("ann");
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    return task;
  }

  private Deleting delete(Task task) {
    return world.tasks().delete(task.ownerId(), task.id());
  }
}
