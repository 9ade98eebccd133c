package dev.afterglow.events;

import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.util.OptionalInt;

/**
 * A task as it stands at one moment.
 *
 * @param ahead how many tasks come before it at the very most; empty unless it waits
 */
public record Snapshot(Task task, OptionalInt ahead) {
  /** Whether nothing more will become of it. */
  public boolean ended() {
    return task.state() instanceof TaskState.Ended;
  }
}
