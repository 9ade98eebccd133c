package dev.afterglow.tasks.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which tasks can do nothing until the store of films works again. */
final class WaitingForStore {
  private final Set<String> taskIds = ConcurrentHashMap.newKeySet();

  void add(String taskId) {
    taskIds.add(taskId);
  }

  void noLonger(String taskId) {
    taskIds.remove(taskId);
  }

  int count() {
    return taskIds.size();
  }
}
