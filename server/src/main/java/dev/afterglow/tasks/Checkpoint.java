package dev.afterglow.tasks;

/** Moments in the life of a task between two durable steps, where a crash must do no harm. */
public enum Checkpoint {
  /** The price is held and the task is not written; both in one transaction. */
  HELD,
  /** Taken from the queue; the engine has not been called. */
  BEFORE_SUBMIT,
  /** The engine has answered; its ticket is not written. */
  SUBMITTED,
  /** The ticket is written. */
  TICKET_WRITTEN,
  /** The film is copied; its file is not in place. */
  FETCHED,
  /** The film's file is in place; the task has not ended. */
  KEPT,
  /** The task has ended and is paid for; the engine has not been told to forget it. */
  SETTLED;

  /** Is told of every checkpoint that is passed. */
  @FunctionalInterface
  public interface Listener {
    /** Production does not listen. */
    Listener NONE = _ -> {};

    /** A test may end the process here. */
    void passed(Checkpoint checkpoint);
  }
}
