package dev.afterglow.tasks;

/** What became of an owner's request to have a task deleted. */
public sealed interface Deleting {
  /** Its film is gone, and its owner sees it no more. What was charged stays charged. */
  record Deleted() implements Deleting {}

  /**
   * It has not ended: an engine is at work on it or its film is being stored. Where that was
   * possible, it has been asked to stop.
   */
  record StillAtWork(Task task) implements Deleting {}

  /** The owner has no such task. */
  record NotFound() implements Deleting {}
}
