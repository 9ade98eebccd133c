package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Found;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.run.RunningTask.Turn;
import dev.afterglow.tasks.store.Transition;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out about an attempt that was handed over without a readable answer. It is handed over
 * again only where that cannot make a second film.
 */
final class Resolve {
  private static final System.Logger LOG = System.getLogger(Resolve.class.getName());

  private final StepContext context;

  Resolve(StepContext context) {
    this.context = context;
  }

  Next take(Turn turn, Engine engine, Attempt attempt) {
    Task task = turn.task();
    return switch (engine.find(new JobKey(attempt.jobId(task.id()), attempt.sentAt()))) {
      case Found.Here(Ticket ticket) -> {
        turn.memory().attempts = 0;
        turn.memory().mayExist = false;
        yield Next.now(
            context
                .store()
                .transition(
                    task, new Transition.Accepted(ticket, OptionalLong.empty(), Optional.empty())));
      }
      case Found.Absent _ -> again(turn, false);
      case Found.Unanswerable _ ->
          engine.repeatable() ? again(turn, true) : wait(turn, engine, attempt);
    };
  }

  /** Under the same id: should the engine have it after all, it can tell. */
  private Next again(Turn turn, boolean mayExist) {
    Task task = turn.task();
    turn.memory().mayExist = mayExist;
    if (task.cancelRequested()) {
      return context.cancel(task);
    }
    if (!context.mayBeSentAgain(task)) {
      return context.failLost(task);
    }
    turn.memory().attempts++;
    return Next.later(
        context.store().transition(task, new Transition.Resend()),
        context.settings().pauseAfter(turn.memory().attempts));
  }

  private Next wait(Turn turn, Engine engine, Attempt attempt) {
    Task task = turn.task();
    if (!context.overdue(attempt)) {
      turn.memory().attempts++;
      return Next.later(task, context.settings().pauseAfter(turn.memory().attempts));
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "what {0} did with {1} stayed unknown until the deadline: the hold is released",
        engine.name(),
        task.id());
    return context.fail(task, FailureReason.ENGINE_SILENT);
  }
}
