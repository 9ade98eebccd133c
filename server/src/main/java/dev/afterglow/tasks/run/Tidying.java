package dev.afterglow.tasks.run;

import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.io.IOException;

/**
 * Clears away what an ended task needs no more. Nothing here decides anything: what a crash leaves
 * is swept at the next start.
 */
final class Tidying {
  private static final System.Logger LOG = System.getLogger(Tidying.class.getName());

  private final Workplace place;

  Tidying(Workplace place) {
    this.place = place;
  }

  /** After an errand has ended. */
  void after(Errand errand) {
    after(errand.task);
    try {
      errand.engine.ifPresent(engine -> errand.ticket.ifPresent(engine::forget));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "an engine did not forget " + errand.task.id(), e);
    }
  }

  /** After a task has ended that no engine had. */
  void after(Task task) {
    try {
      place.pictures().delete(task.id());
      if (!(task.state() instanceof TaskState.Completed)) {
        place.films().delete(task.id());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the files of " + task.id() + " stay for now", e);
    }
  }
}
