package dev.afterglow.tasks.service;

import dev.afterglow.films.FilmStore;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Deleting;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Deletes tasks on their owner's word. The film goes first and the task after it: a task that is
 * hidden must not leave a film behind, and a crash between the two is put right by a repetition or
 * by the film's expiry. Money is not touched.
 */
final class Deletions {
  private final TaskStore store;
  private final FilmStore films;
  private final Function<Task, Cancelling> cancel;

  /**
   * @param cancel stops a task as far as that is possible
   */
  Deletions(TaskStore store, FilmStore films, Function<Task, Cancelling> cancel) {
    this.store = store;
    this.films = films;
    this.cancel = cancel;
  }

  /** Every try that loses to somebody else finds the task in a later state. */
  Deleting delete(String ownerId, String taskId) {
    while (true) {
      Optional<Task> task = store.shown(ownerId, taskId);
      if (task.isEmpty()) {
        return new Deleting.NotFound();
      }
      Optional<Deleting> outcome = attempt(task.get());
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
  }

  /** Empty if the task changed meanwhile. */
  private Optional<Deleting> attempt(Task task) {
    return switch (task.state()) {
      case TaskState.Queued _, TaskState.Working _ ->
          switch (cancel.apply(task)) {
            case Cancelling.Stopped _, Cancelling.NotFound _ -> Optional.empty();
            case Cancelling.TooLate(Task late) ->
                late.state() instanceof TaskState.Ended
                    ? Optional.empty()
                    : Optional.of(new Deleting.StillAtWork(late));
            case Cancelling.Asked(Task asked) -> Optional.of(new Deleting.StillAtWork(asked));
            case Cancelling.Unstoppable(Task going) -> Optional.of(new Deleting.StillAtWork(going));
          };
      case TaskState.Finishing _ -> Optional.of(new Deleting.StillAtWork(task));
      case TaskState.Ended _ -> ended(task);
    };
  }

  private Optional<Deleting> ended(Task task) {
    try {
      films.delete(task.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return store.delete(task) ? Optional.of(new Deleting.Deleted()) : Optional.empty();
  }
}
