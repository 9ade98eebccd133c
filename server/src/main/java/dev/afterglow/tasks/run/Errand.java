package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.time.Instant;
import java.util.Optional;

/**
 * A task under way, with what is worth remembering of it between two steps and need not survive the
 * process. One thread at a time has it: the runner, or the step that the runner gave it to.
 */
final class Errand {
  /** The task as last read or written. */
  Task task;

  /** Empty if the operator has taken the task's engine out of the configuration. */
  final Optional<Engine> engine;

  /** When the next step is due. */
  Instant due;

  /** Whether a step has it at this moment. */
  boolean busy;

  /** Whether the database may know better than {@link #task}. */
  boolean stale;

  /** The engine's answer to the submission, from the call until the database has it. */
  Optional<Engine.Submission> answer = Optional.empty();

  /** The engine's handle, as last seen. */
  Optional<Ticket> ticket = Optional.empty();

  /** Whether the task was taken from the line once more while this errand had not let go of it. */
  boolean takenAgain;

  /** Whether the engine was told that the owner wants it stopped. */
  boolean askedToStop;

  /** Steps that failed in a row. */
  int faults;

  /** Failed attempts in a row to fetch the film, or to find the job. */
  int attempts;

  Errand(Task task, Optional<Engine> engine, Instant due) {
    this.task = task;
    this.engine = engine;
    this.due = due;
  }

  /** Whether the engine is or may be at work on it. */
  boolean making() {
    return task.state() instanceof TaskState.Sending || task.state() instanceof TaskState.Running;
  }

  /** Whether no engine has confirmed it. */
  boolean unsure() {
    return task.state() instanceof TaskState.Sending || task.state() instanceof TaskState.Unknown;
  }

  boolean storing() {
    return task.state() instanceof TaskState.Storing;
  }
}
