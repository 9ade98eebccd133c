package dev.afterglow.tasks;

/** What became of an owner's request to stop a task. */
public sealed interface Cancelling {
  /** It is stopped and its hold released, now or by an earlier request. */
  record Stopped(Task task) implements Cancelling {}

  /** The engine was asked; the task's next states tell. */
  record Asked(Task task) implements Cancelling {}

  /** It had ended before, or its film is made already. */
  record TooLate(Task task) implements Cancelling {}

  /** Its engine cannot stop what it has begun; the film will be made and charged. */
  record Unstoppable(Task task) implements Cancelling {}

  /** The owner has no such task. */
  record NotFound() implements Cancelling {}
}
