package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.store.Ending;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whoever ends a task, it ends once, on any database. */
abstract class EndingContract extends WorldContract {
  @Test
  void onlyOneOfManyEndsOfATaskMovesMoney() {
    Task seen = made("ann");
    TaskStore store = world.store();
    assertTrue(store.end(seen, new Ending.Failed(FailureReason.ENGINE_FAILED)).isPresent());
    assertEquals(Optional.empty(), store.end(seen, new Ending.Completed(10)));
    assertEquals(Optional.empty(), store.end(seen, new Ending.Failed(FailureReason.ENGINE_FAILED)));
    assertEquals(Optional.empty(), store.end(seen, new Ending.Cancelled()));
    world.assertMoney("ann", CREDIT);

    Task made = made("ann");
    assertTrue(store.end(made, new Ending.Completed(10)).isPresent());
    assertEquals(
        Optional.empty(), store.end(made, new Ending.Failed(FailureReason.FILM_UNAVAILABLE)));
    assertEquals(Optional.empty(), store.end(made, new Ending.Completed(10)));
    world.assertMoney("ann", CREDIT - World.PRICE);
    world.finish();
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void noTaskEndsBeforeItWasCreatedWhateverTheClockSays() {
    List<Ending> ends =
        List.of(
            new Ending.Completed(10),
            new Ending.Failed(FailureReason.ENGINE_FAILED),
            new Ending.Cancelled());
    for (Ending how : ends) {
      Task seen = how instanceof Ending.Completed ? made("ann") : underWay("ann");
      world.clock.advance(Duration.ofHours(-1));
      Task ended = world.store().end(seen, how).orElseThrow();
      assertEquals(Optional.of(seen.createdAt()), ended.endedAt());
      world
          .store()
          .attempts(ended.ownerId(), ended.id())
          .forEach(one -> assertFalse(one.endedAt().orElseThrow().isBefore(one.sentAt())));
      if (how instanceof Ending.Completed) {
        assertEquals(seen.createdAt().plus(World.FILM_LIFE), ended.expiresAt().orElseThrow());
      }
      world.clock.advance(Duration.ofHours(1));
    }
  }

  @Test
  void ofManyThreadsThatEndATaskOneDoes() throws Exception {
    for (int round = 0; round < 10; round++) {
      Task seen = made("ann");
      TaskStore store = world.store();
      List<Callable<Optional<Task>>> ends = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ends.add(() -> store.end(seen, new Ending.Completed(10)));
        ends.add(() -> store.end(seen, new Ending.Failed(FailureReason.ENGINE_FAILED)));
        ends.add(() -> store.end(seen, new Ending.Cancelled()));
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
    assertEquals(
        10, world.counters.completed() + world.counters.failed() + world.counters.cancelled());
    world.assertMoney("ann", CREDIT - world.counters.completed() * World.PRICE);
  }

  @Test
  void ofManyThreadsThatEndManyQueuedTasksOneTakesEachOutOfTheQueue() throws Exception {
    TaskStore store = world.store();
    List<Callable<Optional<Task>>> ends = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Task queued = world.accepted("ann");
      for (int again = 0; again < 12; again++) {
        ends.add(() -> store.end(queued, new Ending.Cancelled()));
      }
    }
    world.accepted("ann");
    int ended = 0;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Optional<Task>> end : executor.invokeAll(ends)) {
        ended += end.get().isPresent() ? 1 : 0;
      }
    }
    assertEquals(8, ended);
    assertEquals(8, world.counters.cancelled());
    assertEquals(1, store.waiting());
    world.assertBooks();
    world.finish();
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void anOldRevisionCanChangeNothing() {
    Task task = world.accepted("ann");
    world.pass(POLL);
    Task running = world.find(task);
    engine.repeating().restart();
    world.pass(POLL);
    world.pass(POLL);
    assertEquals(
        DisplayStatus.MAKING,
        world.find(task).displayStatus(),
        "running again, under a new revision");
    TaskStore store = world.store();
    assertEquals(
        Optional.empty(),
        store.transition(running, new Transition.Made(new Ticket("old"), OptionalLong.empty())));
    assertEquals(Optional.empty(), store.transition(running, new Transition.Unclear()));
    assertEquals(Optional.empty(), store.progress(running, 99));
    assertEquals(Optional.empty(), store.requestCancel(running, true));
    assertFalse(world.find(task).cancelRequested());
    world.finish();
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void ofTwoReportsOfProgressTheFurtherOneStays() {
    Task task = world.accepted("ann");
    world.tick();
    Task seen = world.find(task);
    TaskStore store = world.store();
    assertTrue(store.progress(seen, 50).isPresent());
    assertEquals(Optional.empty(), store.progress(seen, 49));
    assertEquals(Optional.empty(), store.progress(seen, 50));
    assertEquals(50, world.find(task).progressPercent());
  }

  private Task underWay(String owner) {
    Task task = world.accepted(owner);
    world.tick();
    return world.find(task);
  }
}
