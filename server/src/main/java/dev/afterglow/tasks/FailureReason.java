package dev.afterglow.tasks;

/** Why a task failed, in words that may be told to its owner. */
public enum FailureReason {
  /** The engine refuses this content. */
  CONTENT_REFUSED,
  /** The engine cannot use this prompt or picture. */
  INPUT_REFUSED,
  /** The engine broke, lost the job, or does not let the operator in. */
  ENGINE_FAILED,
  /** No configured engine makes such films any more. */
  NO_ENGINE,
  /** It waited longer than the operator allows. */
  WAITED_TOO_LONG,
  /** The engine gave no word until the operator's deadline. */
  ENGINE_SILENT,
  /** The film was made and could not be copied to the store. */
  FILM_UNAVAILABLE,
  /** The picture it was to start from is gone from the store; nothing was handed over. */
  PICTURE_LOST
}
