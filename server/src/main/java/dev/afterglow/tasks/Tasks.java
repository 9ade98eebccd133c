package dev.afterglow.tasks;

import java.util.Optional;
import java.util.OptionalInt;

/** What a client may do with tasks. Every method sees only the tasks of the owner it is given. */
public interface Tasks {
  /**
   * Accepts a film to be made: task, hold and idempotency record in one transaction, on disk when
   * this returns. No engine is called.
   */
  Submitted submit(
      String ownerId, String keyId, GenerateRequest request, Optional<Idempotency> idempotency);

  /**
   * What an earlier request under this idempotency key became, so that a repeated one need not be
   * prepared at all: {@link Submitted.Replayed} or {@link Submitted.KeyReused}; empty if the key is
   * new or its 24 hours are over.
   */
  Optional<Submitted> earlier(String ownerId, Idempotency idempotency);

  /** The owner's task with this id; empty for unknown ids and for other owners' alike. */
  Optional<Task> find(String ownerId, String taskId);

  /** How many tasks are ahead of a waiting task in its owner's line; empty unless it waits. */
  OptionalInt ahead(Task task);

  /** One page of the owner's tasks, ordered by the time they were accepted. */
  TaskPage list(String ownerId, TaskQuery query);

  /**
   * Stops a task: a waiting one at once, one at an engine if the engine can. Repeatable. Asks the
   * engine on the caller's thread.
   */
  Cancelling cancel(String ownerId, String taskId);
}
