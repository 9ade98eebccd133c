package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Failure;
import dev.afterglow.films.FilmStore;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.LiveProgress;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.pictures.ReferencePictureStore;
import dev.afterglow.tasks.store.Ending;
import dev.afterglow.tasks.store.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What every step works with.
 *
 * @param time the wall clock, for what is stored
 * @param nanoTime a clock that is never set back, in nanoseconds, for pauses
 * @param lease {@link NodeLease#ALONE} for the one process on its database
 */
public record StepContext(
    TaskStore store,
    FilmStore films,
    ReferencePictureStore pictures,
    Finisher finisher,
    BooleanSupplier diskHasRoom,
    Router router,
    EngineHealth health,
    LiveProgress live,
    InstantSource time,
    LongSupplier nanoTime,
    RunSettings settings,
    Checkpoint.Listener checkpoints,
    NodeLease lease) {

  /** Whether nobody can have taken over a task since its step was begun. */
  boolean stillOurs(StepMemory memory) {
    return lease.holds() && lease.term() == memory.term;
  }

  /** Whether the engine has had the attempt for longer than the operator allows. */
  boolean overdue(Attempt attempt) {
    return past(attempt.sentAt(), settings.deadlineOf(attempt.engine()));
  }

  /** Whether a task may be handed over once more, however often that happened before. */
  boolean mayBeSentAgain(Task task) {
    return !past(task.createdAt(), settings.longestWait().plus(settings.engineDeadline()));
  }

  private boolean past(Instant from, Duration allowed) {
    return Duration.between(from, time.instant()).compareTo(allowed) >= 0;
  }

  /** Whether an engine can make it that has not failed it, this one not counted. */
  boolean canGoElsewhere(Task task, Engine engine) {
    Set<String> excluded = new HashSet<>(Set.of(engine.name()));
    for (Attempt attempt : store.attempts(task.ownerId(), task.id())) {
      if (attempt.state() instanceof Attempt.State.Failed) {
        excluded.add(attempt.engine());
      }
    }
    return router.canMake(task.cell(), excluded);
  }

  /** Keeps what an engine said of an attempt, for the operator. */
  void said(Task task, Attempt attempt, String words) {
    store.words().say(task.ownerId(), task.id(), attempt.seq(), words);
  }

  /** Ends a task as failed, without a word of its engine about costs. */
  Next fail(Task task, FailureReason reason) {
    return Next.now(store.end(task, new Ending.Failed(reason)));
  }

  /** Ends a task for the reason that its engine gave. */
  Next fail(Task task, Failure failure, OptionalLong costMicros) {
    FailureReason reason =
        switch (failure.kind()) {
          case CONTENT_REFUSED -> FailureReason.CONTENT_REFUSED;
          case INVALID_INPUT -> FailureReason.INPUT_REFUSED;
          case NO_ACCESS, BROKEN -> FailureReason.ENGINE_FAILED;
        };
    return Next.now(store.end(task, new Ending.Failed(reason, false, costMicros)));
  }

  /** Ends a task whose job the engine has lost. */
  Next failLost(Task task) {
    return Next.now(
        store.end(
            task, new Ending.Failed(FailureReason.ENGINE_FAILED, true, OptionalLong.empty())));
  }

  /** Ends a task as its owner asked. */
  Next cancel(Task task) {
    return Next.now(store.end(task, new Ending.Cancelled()));
  }
}
