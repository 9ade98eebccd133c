package dev.afterglow.tasks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Size;
import dev.afterglow.engines.Ticket;
import dev.afterglow.routing.Router;
import dev.afterglow.routing.SegmentPlan;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.ManualClock;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.World;
import dev.afterglow.tasks.run.RunningTask.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningTasksTest {
  private static final RunSettings.Lanes WIDE = new RunSettings.Lanes(100, 100, 100, 100);

  private final ManualClock clock = new ManualClock();
  private final TaskIds ids = new TaskIds(clock, new Random(1));
  private final FakeEngine studio = new FakeEngine("studio", 2);
  private final FakeEngine other = new FakeEngine("other", 2);
  private final RunningTasks running = tasks(WIDE);

  private RunningTasks tasks(RunSettings.Lanes lanes) {
    return new RunningTasks(new Router(List.of(studio, other)), lanes, clock::nanoTime);
  }

  @Test
  void aTaskIsGivenOutOnceUntilItComesBack() {
    Task task = task("studio", new Attempt.State.Sending());
    running.add(task);
    Turn turn = only(running.takeDue());
    assertEquals(List.of(), running.takeDue());
    assertTrue(running.anyBusy());
    assertFalse(running.giveBack(turn, Next.later(task, Duration.ofSeconds(2))).over());
    assertEquals(Optional.of(Duration.ofSeconds(2)), running.untilDue());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), running.takeDue());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(1, running.takeDue().size());
  }

  @Test
  void aClockThatIsSetBackHoldsNothingUp() {
    Task task = task("studio", new Attempt.State.Running(new Ticket("t")));
    running.add(task);
    running.giveBack(only(running.takeDue()), Next.later(task, Duration.ofSeconds(2)));
    clock.advance(Duration.ofHours(-5));
    clock.advance(Duration.ofSeconds(2));
    assertEquals(1, running.takeDue().size());
  }

  @Test
  void aTaskLeavesWhenItEndsOrWaitsAgain() {
    for (TaskState end : List.of(new TaskState.Cancelled(), new TaskState.Queued())) {
      Task task = task("studio", new Attempt.State.Sending());
      running.add(task);
      Turn turn = only(running.takeDue());
      assertTrue(running.giveBack(turn, Next.later(with(task, end), Duration.ZERO)).over());
      assertEquals(0, running.size());
      assertEquals(2, running.room(studio));
      assertEquals(0, running.ofKey("key"));
    }
  }

  /**
   * A step has put its task back in the queue, and before it returns the task is taken from there
   * again, for another engine.
   */
  @Test
  void aTaskTakenAgainWhileAStepHasItGoesOnAfterwardsAndNotBeside() {
    Task task = task("studio", new Attempt.State.Sending());
    running.add(task);
    Turn turn = only(running.takeDue());

    Task again = moved(task, "other", new Attempt.State.Sending());
    running.add(again);
    assertEquals(List.of(), running.takeDue(), "never two threads for one task");

    Task back = with(task, new TaskState.Queued());
    assertFalse(running.giveBack(turn, Next.later(back, Duration.ZERO)).over());
    Turn next = only(running.takeDue());
    assertEquals(again, next.task());
    assertEquals(Optional.empty(), next.memory().answer);
    assertEquals(2, running.room(studio));
    assertEquals(1, running.room(other));
  }

  /**
   * Whoever takes a task from the queue tells so after the database knows: a step that looks afresh
   * may be sending it by then. Without what it remembers it would be sent, and paid, twice.
   */
  @Test
  void whatAStepHasSentIsNotForgottenWhenTheTaskIsTakenInOnlyThen() {
    Task task = task("studio", new Attempt.State.Sending());
    running.add(task);
    Turn turn = only(running.takeDue());
    turn.memory().revision = task.revision();
    turn.memory().answer =
        Optional.of(
            new StepMemory.SubmissionAnswer(
                task.revision(), new Engine.Submission.Unknown("-"), clock.instant()));

    running.add(task);
    running.giveBack(turn, new Next.Faulty(Duration.ZERO));
    Turn next = only(running.takeDue());
    assertTrue(next.stale());
    assertEquals(turn.memory().answer, next.memory().answer);

    running.add(task);
    running.giveBack(next, new Next.Elsewhere(task));
    assertEquals(0, running.size(), "another node goes on with it");
  }

  /** The step has seen that it was taken again, and has gone on with it to its end. */
  @Test
  void aTaskThatHasEndedIsNotGoneOnWithBecauseItWasTakenAgainBefore() {
    Task task = task("studio", new Attempt.State.Sending());
    running.add(task);
    Turn turn = only(running.takeDue());
    Task again = moved(task, "other", new Attempt.State.Sending());
    running.add(again);
    Task sent = moved(task, "other", new Attempt.State.Running(new Ticket("t")));
    running.giveBack(turn, Next.later(sent, Duration.ZERO));
    Turn last = only(running.takeDue());
    assertEquals(sent, last.task());
    Task ended = with(sent, new TaskState.Cancelled());
    assertTrue(running.giveBack(last, Next.later(ended, Duration.ZERO)).over());
    assertEquals(0, running.size());
  }

  @Test
  void whoIsOvertakenLooksAgainAtOnceAndWhoFailsAfterAPause() {
    Task task = task("studio", new Attempt.State.Running(new Ticket("t")));
    running.add(task);
    running.giveBack(only(running.takeDue()), new Next.Overtaken());
    Turn turn = only(running.takeDue());
    assertTrue(turn.stale());
    running.giveBack(turn, new Next.Faulty(Duration.ofSeconds(3)));
    assertEquals(List.of(), running.takeDue());
    clock.advance(Duration.ofSeconds(3));
    assertTrue(only(running.takeDue()).stale());
  }

  @Test
  void aRequestToStopMakesATaskDueAtOnceEvenWhileAStepHasIt() {
    Task task = task("studio", new Attempt.State.Running(new Ticket("t")));
    running.add(task);
    Turn turn = only(running.takeDue());
    assertTrue(running.askToStop(task.id()).isPresent());
    running.giveBack(turn, Next.later(task, Duration.ofHours(1)));
    turn = only(running.takeDue());
    assertTrue(turn.stale());
    running.giveBack(turn, Next.later(task, Duration.ofHours(1)));
    assertEquals(List.of(), running.takeDue());
    running.askToStop(task.id());
    assertEquals(1, running.takeDue().size());
    assertEquals(Optional.empty(), running.askToStop("task_of_nobody"));
  }

  @Test
  void filmsBeingStoredTakeNoRoomUntilTheyPileUp() {
    assertEquals(2, running.room(studio));
    running.add(task("studio", new Attempt.State.Running(new Ticket("t"))));
    assertEquals(1, running.room(studio));
    assertEquals(2, running.room(other));
    for (int i = 0; i < 2; i++) {
      running.add(finishing());
    }
    assertEquals(1, running.room(studio));
    running.add(finishing());
    assertEquals(0, running.room(studio));
    running.add(task("studio", new Attempt.State.Unknown()));
    assertEquals(4, running.ofKey("key"), "what nobody knows of counts for nobody");
  }

  @Test
  void aFullLaneHoldsUpNoOtherEngine() {
    RunningTasks narrow = tasks(new RunSettings.Lanes(1, 1, 1, 1));
    for (int i = 0; i < 3; i++) {
      narrow.add(task("studio", new Attempt.State.Running(new Ticket("t"))));
      narrow.add(task("other", new Attempt.State.Running(new Ticket("t"))));
    }
    List<Turn> due = narrow.takeDue();
    assertEquals(2, due.size(), "one of each engine");
    assertEquals(Optional.empty(), narrow.untilDue(), "nothing until one comes back");
    Turn first = due.getFirst();
    narrow.giveBack(first, Next.later(first.task(), Duration.ofMinutes(1)));
    assertEquals(first.task().engine(), only(narrow.takeDue()).task().engine());
  }

  @Test
  void anEngineIsAskedAndGivenJobsAtItsOwnRate() {
    var slow = new FakeEngine("slow", new Capacity(1000, 60, 5), Capabilities.everything());
    var rated = new RunningTasks(new Router(List.of(slow)), WIDE, clock::nanoTime);
    assertEquals(6, rated.room(slow), "a tenth of a minute's at once");
    for (int i = 0; i < 12; i++) {
      rated.add(task("slow", new Attempt.State.Running(new Ticket("t"))));
    }
    assertEquals(5, rated.takeDue().size());
    assertEquals(Optional.of(Duration.ofMillis(200)), rated.untilDue());
    clock.advance(Duration.ofMillis(400));
    assertEquals(2, rated.takeDue().size());
    for (int i = 0; i < 6; i++) {
      rated.add(task("slow", new Attempt.State.Sending()));
    }
    assertEquals(0, rated.room(slow), "no more are claimed than can be sent");
    clock.advance(Duration.ofSeconds(1));
    assertEquals(6 + 5, rated.takeDue().size());
    assertEquals(0, rated.room(slow));
    assertEquals(Duration.ofSeconds(1), rated.untilRoom(slow));
  }

  private static Turn only(List<Turn> turns) {
    assertEquals(1, turns.size());
    return turns.getFirst();
  }

  private Task finishing() {
    Attempt made = attempt("studio", new Attempt.State.Made(new Ticket("t")));
    return with(task("studio", new Attempt.State.Sending()), new TaskState.Finishing(made));
  }

  private Task task(String engine, Attempt.State state) {
    return new Task(
        ids.next(),
        "ann",
        "key",
        new Task.Spec(Model.SORA_2, World.HD, 1, Optional.empty()),
        new TaskState.Working(attempt(engine, state)),
        maker(engine),
        0,
        new Task.Money(World.PRICE, 0),
        new Task.Times(ManualClock.START, 1, Optional.empty(), Optional.empty()),
        false,
        0);
  }

  private static Task moved(Task task, String engine, Attempt.State state) {
    return copy(task, new TaskState.Working(attempt(engine, state)), maker(engine));
  }

  private static Task with(Task task, TaskState state) {
    return copy(task, state, state instanceof TaskState.Queued ? Optional.empty() : task.maker());
  }

  private static Task copy(Task task, TaskState state, Optional<Task.Maker> maker) {
    return new Task(
        task.id(),
        task.ownerId(),
        task.keyId(),
        task.spec(),
        state,
        maker,
        0,
        task.money(),
        new Task.Times(
            ManualClock.START,
            1,
            state instanceof TaskState.Ended ? Optional.of(ManualClock.START) : Optional.empty(),
            Optional.empty()),
        false,
        1);
  }

  private static Optional<Task.Maker> maker(String engine) {
    return Optional.of(new Task.Maker(engine, new Size(1280, 720)));
  }

  private static Attempt attempt(String engine, Attempt.State state) {
    NativeFormat format = NativeFormat.of(World.HD);
    return new Attempt(
        1,
        0,
        engine,
        new SegmentPlan(
            new Size(format.width(), format.height()), List.of(new SegmentPlan.Segment(8, 8))),
        state,
        ManualClock.START,
        Optional.empty(),
        OptionalLong.empty());
  }
}
