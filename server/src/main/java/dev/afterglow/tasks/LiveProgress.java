package dev.afterglow.tasks;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the tasks of this process are at this moment. The database learns of it in steps of ten
 * percent only; whoever asks this process gets the exact number.
 */
public final class LiveProgress {
  private final Map<String, Integer> percents = new ConcurrentHashMap<>();
  private final TaskListener listener;

  /** Progress of which nobody is told. */
  public LiveProgress() {
    this(TaskListener.NONE);
  }

  /**
   * @param listener told of every step forward
   */
  public LiveProgress(TaskListener listener) {
    this.listener = listener;
  }

  /** Notes how far a task is; a smaller number than before changes nothing. */
  public void note(String taskId, int percent) {
    @Nullable Integer before = percents.get(taskId);
    int now = percents.merge(taskId, percent, Math::max);
    if (before == null || now > before) {
      listener.progressed(taskId, now);
    }
  }

  /** Forgets a task that has ended or waits again. */
  public void forget(String taskId) {
    percents.remove(taskId);
  }

  /** How far a task is, 0 to 99; empty if this process does not know. */
  public OptionalInt of(String taskId) {
    Integer percent = percents.get(taskId);
    return percent == null ? OptionalInt.empty() : OptionalInt.of(percent);
  }

  /** The task with what this process knows of its progress. */
  public Task upToDate(Task task) {
    OptionalInt percent = of(task.id());
    return percent.isPresent() ? task.withProgress(percent.getAsInt()) : task;
  }
}
