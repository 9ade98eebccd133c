package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Found;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.Task;
import java.io.IOException;

/**
 * Finds out about a task that was handed over without a readable answer. It is handed over again
 * only where that cannot make a second film.
 */
final class Resolve {
  private static final System.Logger LOG = System.getLogger(Resolve.class.getName());

  private final Workplace place;

  Resolve(Workplace place) {
    this.place = place;
  }

  Next take(Errand errand, Engine engine) throws IOException {
    Task task = errand.task;
    return switch (engine.find(place.job(task))) {
      case Found.Here(Ticket ticket) -> Next.now(place.transitions().accepted(task, ticket));
      case Found.Absent _ -> again(task);
      case Found.Unanswerable _ -> engine.repeatable() ? again(task) : wait(errand, engine);
    };
  }

  private Next again(Task task) {
    return Next.now(
        task.cancelRequested() ? place.endings().cancelled(task) : place.transitions().again(task));
  }

  private Next wait(Errand errand, Engine engine) {
    Task task = errand.task;
    if (!place.overdue(task)) {
      errand.attempts++;
      return Next.later(task, place.settings().pauseAfter(errand.attempts));
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "what {0} did with {1} stayed unknown until the deadline: the hold is released",
        engine.name(),
        task.id());
    return place.giveUp(task);
  }
}
