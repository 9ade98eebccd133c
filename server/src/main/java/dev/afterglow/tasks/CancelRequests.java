package dev.afterglow.tasks;

import java.time.Duration;

/** Tells whoever talks to engines that a task's owner wants it stopped. */
@FunctionalInterface
public interface CancelRequests {
  /**
   * Lets the task's engine be asked, and waits a little for what it says.
   *
   * @param task one at work, that is asked to stop, which is written
   * @param patience the longest wait; then the answer is {@link Cancelling.Asked}
   */
  Cancelling ask(Task task, Duration patience);
}
