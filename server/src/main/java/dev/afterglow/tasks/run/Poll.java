package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.Task;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Asks the engine how a task is. Only the engine's own word ends it; a failed poll says nothing.
 */
final class Poll {
  private static final System.Logger LOG = System.getLogger(Poll.class.getName());

  private final Workplace place;

  Poll(Workplace place) {
    this.place = place;
  }

  Next take(Errand errand, Engine engine, Ticket ticket) {
    Task task = errand.task;
    if (task.cancelRequested() && !errand.askedToStop) {
      errand.askedToStop = true;
      if (engine.cancel(ticket) == Engine.Cancellation.STOPPED) {
        return Next.now(place.endings().cancelled(task));
      }
    }
    return switch (engine.poll(ticket)) {
      case Progress.Queued _ -> goOn(task, engine, ticket, engine.pollInterval());
      case Progress.Running(OptionalInt percent) ->
          goOn(noted(task, percent), engine, ticket, engine.pollInterval());
      case Progress.Done _ -> Next.now(place.transitions().made(task, ticket));
      case Progress.Failed(Failure failure) -> {
        LOG.log(
            System.Logger.Level.INFO,
            "{0} failed {1}: {2}",
            engine.name(),
            task.id(),
            failure.detail());
        yield place.fail(task, failure);
      }
      case Progress.Lost _ -> lost(task, engine);
      case Progress.Unreadable(String detail, Duration retryAfter) -> {
        LOG.log(System.Logger.Level.DEBUG, "no word on {0}: {1}", task.id(), detail);
        yield goOn(task, engine, ticket, retryAfter);
      }
    };
  }

  private Task noted(Task task, OptionalInt percent) {
    int known = Math.min(percent.orElse(0), 99);
    return known > task.progressPercent()
        ? place.transitions().progress(task, known).orElse(task)
        : task;
  }

  private Next goOn(Task task, Engine engine, Ticket ticket, Duration pause) {
    if (!place.overdue(task)) {
      return Next.later(task, pause);
    }
    Engine.Cancellation answer = engine.cancel(ticket);
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} kept {1} past the deadline, and answered {2} when told to stop: the hold is released,"
            + " and a film made after all is lost",
        engine.name(),
        task.id(),
        answer);
    return place.giveUp(task);
  }

  /** Only an engine that makes one film of two submissions is given a lost job again. */
  private Next lost(Task task, Engine engine) {
    if (task.cancelRequested()) {
      return place.fail(task, new Failure(Failure.Kind.BROKEN, "lost"));
    }
    if (engine.repeatable() && !place.overdue(task)) {
      LOG.log(System.Logger.Level.INFO, "{0} begins {1} anew", engine.name(), task.id());
      return Next.now(place.transitions().again(task));
    }
    LOG.log(System.Logger.Level.WARNING, "{0} has lost {1}", engine.name(), task.id());
    return place.fail(task, new Failure(Failure.Kind.BROKEN, "lost"));
  }
}
