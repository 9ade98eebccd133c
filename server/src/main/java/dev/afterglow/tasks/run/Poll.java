package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.run.RunningTask.Turn;
import dev.afterglow.tasks.store.Transition;
import dev.afterglow.tasks.store.Transition.Requeue.Memory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Asks the engine how a task is. Only the engine's own word ends it; a failed poll says nothing.
 */
final class Poll {
  private static final System.Logger LOG = System.getLogger(Poll.class.getName());

  /** After a request to stop, the engine is asked soon what it has come to. */
  private static final Duration AFTER_A_CANCEL = Duration.ofMillis(500);

  /** What is written of progress, so that a film does not cost a hundred commits. */
  private static final int WRITTEN_STEP_PERCENT = 10;

  private final StepContext context;
  private final ProgressWriter progress;

  Poll(StepContext context, ProgressWriter progress) {
    this.context = context;
    this.progress = progress;
  }

  Next take(Turn turn, Engine engine, Attempt attempt, EngineJob job) {
    Task task = turn.task();
    if (task.cancelRequested() && turn.memory().cancellation.isEmpty()) {
      Optional<Next> next = askToStop(turn, engine, job);
      if (next.isPresent()) {
        return next.get();
      }
    }
    return switch (engine.poll(job)) {
      case Progress.Queued(Duration next) -> goOn(turn, task, engine, attempt, job, next);
      case Progress.Running(OptionalInt percent, Duration next) ->
          goOn(turn, noted(task, attempt, percent), engine, attempt, job, next);
      case Progress.Done(Ticket made, OptionalLong cost) -> {
        turn.memory().attempts = 0;
        yield Next.now(
            context.store().transition(task, new Transition.Made(made, cost(attempt, cost))));
      }
      case Progress.Failed(Failure failure, OptionalLong cost) ->
          failed(task, engine, attempt, failure, cost);
      case Progress.Lost _ -> lost(turn, engine, attempt);
      case Progress.Unreadable(String detail, Duration next) -> {
        LOG.log(System.Logger.Level.DEBUG, "no word on {0}: {1}", task.id(), detail);
        yield goOn(turn, task, engine, attempt, job, next);
      }
    };
  }

  /** The engine's own word, now or when it took the job; else the operator's price. */
  private OptionalLong cost(Attempt attempt, OptionalLong said) {
    int seconds = attempt.plan().segments().get(attempt.segment()).askedSeconds();
    return said.isPresent() || attempt.costMicros().isPresent()
        ? said
        : context.settings().costOf(attempt.engine(), seconds);
  }

  /**
   * What is not understood is asked again, and an engine that cannot stop is not asked twice. Empty
   * if the engine has not heard it: then the job goes on, and may be done or overdue.
   */
  private Optional<Next> askToStop(Turn turn, Engine engine, EngineJob job) {
    Task task = turn.task();
    Cancellation answer = cancel(engine, job);
    turn.memory().cancellation = Optional.of(answer);
    return switch (answer) {
      case Cancellation.Stopped _ -> Optional.of(context.cancel(task));
      case Cancellation.Asked _ -> Optional.of(Next.later(task, AFTER_A_CANCEL));
      case Cancellation.TooLate _, Cancellation.Unsupported _ ->
          Optional.of(Next.later(context.store().requestCancel(task, false), AFTER_A_CANCEL));
      case Cancellation.Unreadable(String detail) -> {
        LOG.log(System.Logger.Level.INFO, "{0} could not be told to stop: {1}", task.id(), detail);
        yield Optional.empty();
      }
    };
  }

  /** An engine that throws has not heard it. */
  private static Cancellation cancel(Engine engine, EngineJob job) {
    try {
      return engine.cancel(job);
    } catch (RuntimeException | Error fault) {
      LOG.log(System.Logger.Level.WARNING, job.jobId() + " could not be told to stop", fault);
      return new Cancellation.Unreadable(fault.toString());
    }
  }

  private Task noted(Task task, Attempt attempt, OptionalInt percent) {
    int ofSegment = Math.clamp(percent.orElse(0), 0, 99);
    int known = (attempt.segment() * 100 + ofSegment) / attempt.plan().count();
    context.live().note(task.id(), known);
    if (known / WRITTEN_STEP_PERCENT > task.progressPercent() / WRITTEN_STEP_PERCENT) {
      progress.note(task, known);
      return task.withProgress(known);
    }
    return task;
  }

  private Next goOn(
      Turn turn, Task task, Engine engine, Attempt attempt, EngineJob job, Duration pause) {
    if (!context.overdue(attempt)) {
      boolean unheard =
          turn.memory().cancellation.filter(Cancellation.Unreadable.class::isInstance).isPresent();
      Duration soon = context.settings().firstPause();
      return Next.later(task, unheard && soon.compareTo(pause) < 0 ? soon : pause);
    }
    Cancellation answer = cancel(engine, job);
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} kept {1} past the deadline, and answered {2} when told to stop: the hold is released,"
            + " and a film made after all is lost",
        engine.name(),
        task.id(),
        answer);
    return context.fail(task, FailureReason.ENGINE_SILENT);
  }

  private Next failed(
      Task task, Engine engine, Attempt attempt, Failure failure, OptionalLong cost) {
    LOG.log(
        System.Logger.Level.INFO,
        "{0} failed {1}: {2}",
        engine.name(),
        task.id(),
        failure.detail());
    context.said(task, attempt, failure.detail());
    boolean again = attempt.segment() == 0 && !task.cancelRequested();
    if (failure.kind() == Failure.Kind.NO_ACCESS && again) {
      context.health().paused(engine.name(), failure.detail(), Duration.ofMinutes(1));
      return Next.now(context.store().transition(task, new Transition.Requeue(Memory.LOST, cost)));
    }
    boolean elsewhere =
        context.settings().retryBroken()
            && failure.kind() == Failure.Kind.BROKEN
            && cost.orElse(0) == 0
            && context.canGoElsewhere(task, engine);
    return again && elsewhere
        ? Next.now(context.store().transition(task, new Transition.Requeue(Memory.FAILED, cost)))
        : context.fail(task, failure, cost);
  }

  /** Only an engine that makes one film of two submissions is given a lost job again. */
  private Next lost(Turn turn, Engine engine, Attempt attempt) {
    Task task = turn.task();
    boolean again =
        engine.repeatable()
            && !task.cancelRequested()
            && !context.overdue(attempt)
            && context.mayBeSentAgain(task);
    if (!again) {
      LOG.log(System.Logger.Level.WARNING, "{0} has lost {1}", engine.name(), task.id());
      return context.failLost(task);
    }
    if (!context.diskHasRoom().getAsBoolean()) {
      return Next.later(task, Films.UNTIL_THERE_IS_SPACE); // it would only be lost once more
    }
    LOG.log(System.Logger.Level.INFO, "{0} begins {1} anew", engine.name(), task.id());
    turn.memory().attempts++;
    return Next.later(
        context.store().transition(task, new Transition.Anew()),
        context.settings().pauseAfter(turn.memory().attempts));
  }
}
