package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How tasks get from the queue to the film, on any database. */
abstract class RunnerContract extends WorldContract {
  @Test
  void aTaskGoesThroughItsStatesToAFilmThatIsChargedOnce() throws Exception {
    Task task = world.acceptedWithPicture("ann");
    List<DisplayStatus> stages = new ArrayList<>();
    List<Integer> percents = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Task now = world.find(task);
      if (stages.isEmpty() || stages.getLast() != now.displayStatus()) {
        stages.add(now.displayStatus());
      }
      percents.add(now.progressPercent());
      world.pass(POLL);
    }
    assertEquals(
        List.of(
            DisplayStatus.WAITING,
            DisplayStatus.MAKING,
            DisplayStatus.STORING,
            DisplayStatus.COMPLETED),
        stages);
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
    assertEquals(1, world.counters.completed());
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
    List<String> order = engine.submittedTasks();
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
    world.caps = (_, key) -> key.equals("key-ann") ? 2 : Integer.MAX_VALUE;
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
    List<String> order = wide.submittedTasks();
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
    assertEquals(0, world.store().waiting());
  }

  @Test
  void afterARestartEveryTaskGoesOnFromWhereItWas() throws Exception {
    Task task = world.accepted("ann");
    while (world.find(task).displayStatus() != DisplayStatus.COMPLETED) {
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
    Files.write(folder.resolve("pictures").resolve("task_left.part"), new byte[3]);
    world.start();
    world.tick();
    assertEquals(List.of(task.id()), world.pictures());
  }

  private int making() {
    return (int)
        world.store().underWay().stream()
            .filter(task ->
                task.displayStatus() == DisplayStatus.MAKING
                    || task.displayStatus() == DisplayStatus.SENDING)
            .count();
  }

  private int underWayOf(String key) {
    return (int) world.store().underWay().stream().filter(task -> task.keyId().equals(key)).count();
  }

  @Test
  void aFilmThatIsStillBeingStoredCountsAgainstItsKey() throws Exception {
    world.caps = (_, _) -> 1;
    world.start();
    engine.failFetch();
    engine.failFetch();
    Task first = made("ann");
    Task second = world.accepted("ann");
    world.pass(Duration.ofMillis(1));
    assertEquals(DisplayStatus.STORING, world.find(first).displayStatus());
    assertEquals(DisplayStatus.WAITING, world.find(second).displayStatus());
    world.finish();
    assertEquals(DisplayStatus.COMPLETED, world.find(first).displayStatus());
    world.finish(); // nothing was under way for a moment
    assertEquals(DisplayStatus.COMPLETED, world.find(second).displayStatus());
  }
}
