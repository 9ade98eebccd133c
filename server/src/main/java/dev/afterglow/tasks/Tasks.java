package dev.afterglow.tasks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a client may do with tasks. Every method sees only the tasks of the owner it is given. */
public interface Tasks {
  /**
   * Accepts a film to be made: task, hold and idempotency record in one transaction, on disk when
   * this returns. No engine is called.
   */
  Submitted submit(
      String ownerId, String keyId, GenerationSpec request, Optional<Idempotency> idempotency);

  /**
   * What an earlier request under this idempotency key became, so that a repeated one need not be
   * prepared at all: {@link Submitted.Replayed} or {@link Submitted.KeyReused}; empty if the key is
   * new or its 24 hours are over.
   */
  Optional<Submitted> earlier(String ownerId, Idempotency idempotency);

  /** The owner's task with this id; empty for unknown ids and for other owners' alike. */
  Optional<Task> find(String ownerId, String taskId);

  /** How many tasks come before a waiting task at the very most; empty unless it waits. */
  OptionalInt ahead(Task task);

  /** One page of the owner's tasks, ordered by the time they were accepted. */
  TaskPage list(String ownerId, TaskQuery query);

  /**
   * Stops a task: a waiting one at once, one at an engine if the engine can. Repeatable. Waits a
   * moment for the engine's answer, which the runner asks for.
   */
  Cancelling cancel(String ownerId, String taskId);

  /**
   * Deletes a task: the film of one that has ended is deleted and the task is hidden from its owner
   * for good; one that has not ended is cancelled first, if that is possible. What was charged
   * stays charged.
   */
  Deleting delete(String ownerId, String taskId);

  /** What their owner said about these tasks, by id; without those that the owner does not have. */
  Map<String, TaskParticulars> particulars(String ownerId, List<String> taskIds);
}
