package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whoever ends a task, it ends once, on any database. */
abstract class EndingContract extends WorldContract {
  @Test
  void onlyOneOfManyEndsOfATaskMovesMoney() {
    Task seen = made("ann");
    var endings = world.store().endings();
    assertTrue(endings.failed(seen, FailureReason.ENGINE_FAILED).isPresent());
    assertEquals(Optional.empty(), endings.completed(seen, 10));
    assertEquals(Optional.empty(), endings.failed(seen, FailureReason.ENGINE_FAILED));
    assertEquals(Optional.empty(), endings.cancelled(seen));
    world.assertMoney("ann", CREDIT);

    Task made = made("ann");
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
      Task seen = made("ann");
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
    assertEquals(Optional.empty(), transitions.wantCancelled(running, true));
    assertFalse(world.find(task).cancelRequested());
    world.finish();
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void ofTwoReportsOfProgressTheFurtherOneStays() {
    Task task = world.accepted("ann");
    world.tick();
    Task seen = world.find(task);
    var transitions = world.store().transitions();
    assertTrue(transitions.progress(seen, 50).isPresent());
    assertEquals(Optional.empty(), transitions.progress(seen, 49));
    assertEquals(Optional.empty(), transitions.progress(seen, 50));
    assertEquals(50, world.find(task).progressPercent());
  }
}
