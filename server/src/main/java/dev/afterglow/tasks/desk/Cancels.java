package dev.afterglow.tasks.desk;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Ticket;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.Endings;
import dev.afterglow.tasks.store.TaskQueries;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.Transitions;
import java.util.Optional;

/** Stops tasks on their owner's word, as far as that is still possible. */
final class Cancels {
  private final TaskQueries queries;
  private final Transitions transitions;
  private final Endings endings;
  private final Router router;

  Cancels(TaskStore store, Router router) {
    this.queries = store.queries();
    this.transitions = store.transitions();
    this.endings = store.endings();
    this.router = router;
  }

  /** Every attempt that loses to somebody else finds the task in a later state. */
  Cancelling cancel(String ownerId, String taskId) {
    while (true) {
      Optional<Task> task = queries.find(ownerId, taskId);
      if (task.isEmpty()) {
        return new Cancelling.NotFound();
      }
      Optional<Cancelling> outcome = attempt(task.get());
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
  }

  /** Empty if the task changed meanwhile. */
  private Optional<Cancelling> attempt(Task task) {
    return switch (task.state()) {
      case TaskState.Queued _ -> endings.cancelled(task).map(Cancelling.Stopped::new);
      case TaskState.Sending _, TaskState.Unknown _ ->
          transitions.wantCancelled(task, true).map(Cancelling.Asked::new);
      case TaskState.Running(Ticket ticket) -> askEngine(task, ticket);
      case TaskState.Storing _, TaskState.Completed _, TaskState.Failed _ ->
          Optional.of(new Cancelling.TooLate(task));
      case TaskState.Cancelled _ -> Optional.of(new Cancelling.Stopped(task));
    };
  }

  /**
   * The wish is written before the engine is asked: whoever meets the end of the job first then
   * knows that it was wanted.
   */
  private Optional<Cancelling> askEngine(Task task, Ticket ticket) {
    Optional<Engine> engine = router.named(task.engine());
    if (engine.isEmpty()) {
      return Optional.of(new Cancelling.Unstoppable(task));
    }
    Optional<Task> wanted = transitions.wantCancelled(task, true);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    return switch (engine.get().cancel(ticket)) {
      case STOPPED -> endings.cancelled(wanted.get()).map(Cancelling.Stopped::new);
      case ASKED -> Optional.of(new Cancelling.Asked(wanted.get()));
      case TOO_LATE -> transitions.wantCancelled(wanted.get(), false).map(Cancelling.TooLate::new);
      case UNSUPPORTED ->
          transitions.wantCancelled(wanted.get(), false).map(Cancelling.Unstoppable::new);
    };
  }
}
