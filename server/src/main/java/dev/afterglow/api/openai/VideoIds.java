package dev.afterglow.api.openai;

import dev.afterglow.tasks.TaskIds;
import java.util.Optional;

/**
 * The ids of videos: a task's own with another prefix, so that one is known by the other without a
 * table, for as long as the task is.
 */
public final class VideoIds {
  private static final String VIDEO = "video_";
  private static final String TASK = "task_";

  private VideoIds() {}

  /** The id under which a task is a video. */
  public static String of(String taskId) {
    return VIDEO + taskId.substring(TASK.length());
  }

  /** The task behind an id, which may also be the task's own; empty if it can be none. */
  static Optional<String> task(String id) {
    String task = id.startsWith(VIDEO) ? TASK + id.substring(VIDEO.length()) : id;
    return Optional.of(task).filter(TaskIds::wellFormed);
  }
}
