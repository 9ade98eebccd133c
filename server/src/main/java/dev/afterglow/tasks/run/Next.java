package dev.afterglow.tasks.run;

import dev.afterglow.tasks.Task;
import java.time.Duration;
import java.util.Optional;

/** What a step came to. */
sealed interface Next {
  /** The task is now this, and its next step is due after the pause. */
  record Later(Task task, Duration pause) implements Next {}

  /** Somebody else changed the task; look at it afresh. */
  record Overtaken() implements Next {}

  /** The step failed; look at the task afresh after the pause. */
  record Faulty(Duration pause) implements Next {}

  /** Another node has the task in hand: this one lets go of it, and of nothing else. */
  record Elsewhere(Task task) implements Next {}

  /** The task as it is, once more after the pause. */
  static Next later(Task task, Duration pause) {
    return new Later(task, pause);
  }

  /** The task as it was changed, at once; empty if the change came too late. */
  static Next now(Optional<Task> changed) {
    return later(changed, Duration.ZERO);
  }

  /** The task as it was changed, after the pause; empty if the change came too late. */
  static Next later(Optional<Task> changed, Duration pause) {
    return changed.isPresent() ? new Later(changed.get(), pause) : new Overtaken();
  }
}
