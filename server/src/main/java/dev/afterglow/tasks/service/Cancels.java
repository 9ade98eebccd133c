package dev.afterglow.tasks.service;

import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.CancelRequests;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.Ending;
import dev.afterglow.tasks.store.TaskStore;
import java.time.Duration;
import java.util.Optional;

/**
 * Stops tasks on their owner's word, as far as that is still possible. The request is written
 * before anybody is asked: whoever meets the end of the job first then knows that it was wanted.
 */
public final class Cancels {
  /** A client that waits longer for an answer is better served by the task's next states. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TaskStore store;
  private final CancelRequests requests;

  public Cancels(TaskStore store, CancelRequests requests) {
    this.store = store;
    this.requests = requests;
  }

  /**
   * Stops a task as far as that is still possible. Repeatable. Every try that loses to somebody
   * else finds the task in a later state.
   */
  public Cancelling cancel(String ownerId, String taskId) {
    while (true) {
      Optional<Task> task = store.find(ownerId, taskId);
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
      case TaskState.Queued _ ->
          store.end(task, new Ending.Cancelled()).map(Cancelling.Stopped::new);
      case TaskState.Working(Attempt attempt) ->
          store.requestCancel(task, true).map(wanted -> ask(wanted, attempt));
      case TaskState.Finishing _, TaskState.Completed _, TaskState.Failed _ ->
          Optional.of(new Cancelling.TooLate(task));
      case TaskState.Cancelled _ -> Optional.of(new Cancelling.Stopped(task));
    };
  }

  /** While it is not known whether an engine has it, there is nobody to wait for. */
  private Cancelling ask(Task wanted, Attempt attempt) {
    return switch (attempt.state()) {
      case Attempt.State.Sending _, Attempt.State.Unknown _ -> requests.ask(wanted, Duration.ZERO);
      case Attempt.State.Running _,
          Attempt.State.Made _,
          Attempt.State.Failed _,
          Attempt.State.Lost _ ->
          requests.ask(wanted, PATIENCE);
    };
  }
}
