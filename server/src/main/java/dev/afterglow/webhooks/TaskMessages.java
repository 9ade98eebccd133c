package dev.afterglow.webhooks;

import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Task;
import java.util.Map;

/** How the dialects show what messages are about. */
public interface TaskMessages {
  /** The id of a task's film in OpenAI's dialect, whose events are told to endpoints. */
  String videoId(String taskId);

  /** A task as the contract's query shows it, without its envelope, to be written as JSON. */
  Map<String, Object> task(Task task, Callback callback);
}
