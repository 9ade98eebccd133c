package dev.afterglow.admin.handlers;

import dev.afterglow.tasks.Cancelling;

/** Stops tasks on an operator's word: as their owners do, where a server runs. */
@FunctionalInterface
public interface TaskCanceller {
  /** Stops a task as far as that is still possible. Repeatable. */
  Cancelling cancel(String ownerId, String taskId);
}
