package dev.afterglow.sql;

/**
 * A commit failed in a way that does not tell whether it took effect. What is on disk decides: look
 * the row up by its own id before doing anything again.
 */
public final class OutcomeUnknown extends DatabaseFailure {
  OutcomeUnknown(Throwable cause) {
    super("a commit failed and may have taken effect", cause);
  }

  /** What may have been done is not asked for once more. */
  @Override
  public boolean isTemporary() {
    return false;
  }
}
