package dev.afterglow.tasks.store;

import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.util.concurrent.atomic.LongAdder;

/** How many tasks this process has ended, and how. */
public final class TaskCounters {
  private final LongAdder completed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder losses = new LongAdder();

  /** Tasks that ended with a film. */
  public long completed() {
    return completed.sum();
  }

  /** Tasks that failed. */
  public long failed() {
    return failed.sum();
  }

  /** Tasks that were cancelled. */
  public long cancelled() {
    return cancelled.sum();
  }

  /** Failed tasks that an engine has made or may yet make, and bill, at the operator's cost. */
  public long losses() {
    return losses.sum();
  }

  void count(Task ended) {
    switch (ended.state()) {
      case TaskState.Completed _ -> completed.increment();
      case TaskState.Cancelled _ -> cancelled.increment();
      case TaskState.Failed(FailureReason reason) -> {
        failed.increment();
        if (reason == FailureReason.ENGINE_SILENT || reason == FailureReason.FILM_UNAVAILABLE) {
          losses.increment();
        }
      }
      case TaskState.Open _ -> throw new IllegalArgumentException("not ended: " + ended.id());
    }
  }
}
