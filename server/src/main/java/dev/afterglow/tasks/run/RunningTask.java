package dev.afterglow.tasks.run;

import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A task under way. Its fields belong to {@link RunningTasks} and its lock; a step works on the
 * {@link Turn} it was given.
 */
final class RunningTask {
  /** What steps remember; belongs to whoever has the turn. */
  StepMemory memory = new StepMemory();

  /** The task as last read or written. */
  Task task;

  /** What it counts as, for the bounds of engines and keys. */
  Load load = Load.NOTHING;

  /** The engine it counts for. */
  String engine = "";

  /** When its next step is due, in nanoseconds of the monotonic clock. */
  long due;

  /** Tells its entries in a lane apart: only the newest counts. */
  int version;

  /** Whether a step has it at this moment. */
  boolean busy;

  /** Whether the database may know better than {@link #task}. */
  boolean stale;

  /** Whether the next step is due at once, whatever the last one said. */
  boolean urgent;

  /** The task as it was taken from the queue once more, while a step had not let go of it. */
  Optional<Task> takenAgain = Optional.empty();

  /** Who waits for the engine's answer to a request to stop. */
  final List<CompletableFuture<Cancelling>> waiters = new ArrayList<>(0);

  RunningTask(Task task) {
    this.task = task;
  }

  /** What a task under way takes up. */
  enum Load {
    /** Nobody knows whether an engine is at work. */
    NOTHING,
    /** An engine is at work on it. */
    MAKING,
    /** Its film is being fetched and stored. */
    FINISHING
  }

  /**
   * A step to be taken.
   *
   * @param task the task as last known
   * @param stale whether it has to be read afresh
   */
  record Turn(RunningTask running, Lane lane, Task task, StepMemory memory, boolean stale) {
    /** The same turn with the task as it is. */
    Turn with(Task fresh) {
      return new Turn(running, lane, fresh, memory, false);
    }
  }
}
