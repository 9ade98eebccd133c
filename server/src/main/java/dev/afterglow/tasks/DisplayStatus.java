package dev.afterglow.tasks;

/** A task's state in one word for people. */
public enum DisplayStatus {
  WAITING,
  SENDING,
  MAKING,
  STORING,
  /** The engine's answer was lost and is being looked for. */
  CHECKING,
  COMPLETED,
  /** Completed, and its 24 hours are over. */
  EXPIRED,
  FAILED,
  CANCELLED
}
