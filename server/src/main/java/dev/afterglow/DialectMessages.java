package dev.afterglow;

import dev.afterglow.api.openai.VideoIds;
import dev.afterglow.api.sora.CallbackBody;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.Task;
import dev.afterglow.webhooks.TaskMessages;
import java.util.Map;

/** What messages about the ends of tasks say, in the words of the dialect that they belong to. */
record DialectMessages(CallbackBody body) implements TaskMessages {
  @Override
  public String videoId(String taskId) {
    return VideoIds.of(taskId);
  }

  @Override
  public Map<String, Object> task(Task task, Callback callback) {
    return body.of(task, callback);
  }
}
