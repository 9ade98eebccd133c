package dev.afterglow.tasks.service;

import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.Ending;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.Transition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The operator's word on tasks of which nobody knows whether an engine has them: whoever has looked
 * at the vendor's console knows more than any program.
 */
public final class Decisions {
  private final TaskStore store;
  private final Consumer<String> changed;

  /**
   * @param changed told the id of a task that was decided, for whoever has it in hand
   */
  public Decisions(TaskStore store, Consumer<String> changed) {
    this.store = store;
    this.changed = changed;
  }

  /** What became of a decision. */
  public enum Outcome {
    /** The engine's job is asked about from now on. */
    FOLLOWED,
    /** It stays as it is: the deadline decides. */
    HELD,
    /** The task has failed, and its money is given back. */
    RELEASED,
    /** There is nothing to decide: what became of its order is known. */
    KNOWN,
    /** There is no such task. */
    NOT_FOUND
  }

  /** The bytes of a film are gone before their time: its task says so from now on. */
  public void filmIsGone(String ownerId, String taskId) {
    store
        .find(ownerId, taskId)
        .filter(task -> task.state() instanceof TaskState.Completed film && !film.expired())
        .ifPresent(task -> store.expired(List.of(task)));
  }

  /** The engine has it, under this handle; without one it is only held. */
  public Outcome accept(String ownerId, String taskId, Optional<Ticket> ticket) {
    return decide(
        ownerId,
        taskId,
        task ->
            ticket.isEmpty()
                ? Optional.of(Outcome.HELD)
                : store
                    .transition(
                        task,
                        new Transition.Accepted(
                            ticket.get(), OptionalLong.empty(), Optional.empty()))
                    .map(_ -> Outcome.FOLLOWED));
  }

  /** The engine does not have it, or its film is given up. */
  public Outcome release(String ownerId, String taskId) {
    return decide(
        ownerId,
        taskId,
        task ->
            store
                .end(
                    task,
                    new Ending.Failed(FailureReason.ENGINE_FAILED, true, OptionalLong.empty()))
                .map(_ -> Outcome.RELEASED));
  }

  /** Empty if the task changed meanwhile. */
  private interface Change {
    Optional<Outcome> of(Task task);
  }

  private Outcome decide(String ownerId, String taskId, Change change) {
    while (true) {
      Optional<Task> task = store.find(ownerId, taskId);
      if (task.isEmpty()) {
        return Outcome.NOT_FOUND;
      }
      if (!isUnclear(task.get())) {
        return Outcome.KNOWN;
      }
      Optional<Outcome> outcome = change.of(task.get());
      if (outcome.isPresent()) {
        changed.accept(taskId);
        return outcome.get();
      }
    }
  }

  private static boolean isUnclear(Task task) {
    return task.state() instanceof TaskState.Working(Attempt attempt)
        && attempt.state() instanceof Attempt.State.Unknown;
  }
}
