package dev.afterglow.tasks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.ManualClock;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrandsTest {
  private static final Instant NOW = ManualClock.START;

  private final TaskIds ids = new TaskIds(new ManualClock(), new Random(1));
  private final Errands errands = new Errands();

  @Test
  void anErrandIsGivenOutOnceUntilItComesBack() {
    Errand errand = errand(task(ids.next(), new TaskState.Sending()));
    errands.add(errand);
    assertEquals(List.of(errand), errands.takeDue(NOW));
    assertEquals(List.of(), errands.takeDue(NOW));
    assertFalse(errands.giveBack(errand, Next.later(errand.task, Duration.ofSeconds(2)), NOW));
    assertEquals(List.of(), errands.takeDue(NOW.plusSeconds(1)));
    assertEquals(List.of(errand), errands.takeDue(NOW.plusSeconds(2)));
  }

  @Test
  void anErrandEndsWithItsTaskOrWhenTheTaskIsBackInLine() {
    for (TaskState end : List.of(new TaskState.Cancelled(), new TaskState.Queued())) {
      Errand errand = errand(task(ids.next(), new TaskState.Sending()));
      errands.add(errand);
      errands.takeDue(NOW);
      Task over = task(errand.task.id(), end);
      assertTrue(errands.giveBack(errand, Next.later(over, Duration.ZERO), NOW));
      assertEquals(List.of(), errands.takeDue(NOW));
    }
  }

  /**
   * A step has put its task back in line, and before it returns the task is taken from there again.
   */
  @Test
  void aTaskTakenAgainWhileItsErrandIsOutGoesOnWithThatErrandAlone() {
    Errand errand = errand(task(ids.next(), new TaskState.Sending()));
    errands.add(errand);
    errands.takeDue(NOW);
    errand.answer = Optional.of(new Submission.Unavailable("busy", Duration.ZERO));

    errands.add(errand(task(errand.task.id(), new TaskState.Sending())));
    assertEquals(List.of(), errands.takeDue(NOW), "never two errands of one task");

    Task back = task(errand.task.id(), new TaskState.Queued());
    assertFalse(errands.giveBack(errand, Next.later(back, Duration.ZERO), NOW));
    assertEquals(List.of(errand), errands.takeDue(NOW));
    assertTrue(errand.stale, "it reads the task afresh");
    assertEquals(Optional.empty(), errand.answer, "the answer was to the time before");
  }

  @Test
  void whoIsOvertakenLooksAgainAtOnce() {
    Errand errand = errand(task(ids.next(), new TaskState.Running(new Ticket("t"))));
    errands.add(errand);
    errands.takeDue(NOW);
    assertFalse(errands.giveBack(errand, new Next.Overtaken(), NOW));
    assertEquals(List.of(errand), errands.takeDue(NOW));
    assertTrue(errand.stale);
  }

  @Test
  void filmsBeingStoredTakeNoRoomUntilTheyPileUp() {
    assertEquals(2, errands.room("studio", 2));
    errands.add(errand(task(ids.next(), new TaskState.Running(new Ticket("t")))));
    assertEquals(1, errands.room("studio", 2));
    assertEquals(2, errands.room("other", 2));
    for (int i = 0; i < 2; i++) {
      errands.add(errand(task(ids.next(), new TaskState.Storing(new Ticket("t")))));
    }
    assertEquals(1, errands.room("studio", 2));
    errands.add(errand(task(ids.next(), new TaskState.Storing(new Ticket("t")))));
    assertEquals(0, errands.room("studio", 2));
    errands.add(errand(task(ids.next(), new TaskState.Unknown())));
    assertEquals(2, errands.room("other", 2));
  }

  private static Errand errand(Task task) {
    return new Errand(task, Optional.empty(), NOW);
  }

  private static Task task(String id, TaskState state) {
    return new Task(
        id,
        "ann",
        "key",
        Model.SORA_2,
        World.HD,
        "prompt",
        1,
        Optional.empty(),
        "studio",
        state,
        0,
        1,
        World.PRICE,
        0,
        NOW,
        Optional.empty(),
        state instanceof TaskState.Ended ? Optional.of(NOW) : Optional.empty(),
        Optional.empty(),
        false,
        0);
  }
}
