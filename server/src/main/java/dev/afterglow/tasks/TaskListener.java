package dev.afterglow.tasks;

/**
 * Is told how tasks change in this process. Called on the threads that change them, so that every
 * method returns at once and throws nothing.
 */
public interface TaskListener {
  /** Nobody listens. */
  TaskListener NONE =
      new TaskListener() {
        @Override
        public void changed(Task task) {}

        @Override
        public void progressed(String taskId, int percent) {}

        @Override
        public void unsure(String taskId) {}
      };

  /** A task is on disk as it is here. Of two calls the later one may bring the older state. */
  void changed(Task task);

  /** A task's engine is so far, 0 to 99. */
  void progressed(String taskId, int percent);

  /** A change of a task may or may not be on disk. */
  void unsure(String taskId);
}
