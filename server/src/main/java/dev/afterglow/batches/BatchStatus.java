package dev.afterglow.batches;

import java.util.Arrays;
import java.util.Locale;

/** Where a batch stands, in OpenAI's words. */
public enum BatchStatus {
  /** Its file is being looked through. */
  VALIDATING,
  /** Its file holds no requests that could be tried; it has ended. */
  FAILED,
  /** Its lines become tasks. */
  IN_PROGRESS,
  /** Nothing begins any more; what has begun is waited for, and the files are written. */
  FINALIZING,
  /** It has ended with every line answered. */
  COMPLETED,
  /** It has ended, and its window before all of its lines had begun. */
  EXPIRED,
  /** Its owner has stopped it; what cannot be stopped is waited for. */
  CANCELLING,
  /** It has ended as its owner wished. */
  CANCELLED;

  /** The word on the wire and in the database. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing of it changes any more. */
  public boolean ended() {
    return switch (this) {
      case VALIDATING, IN_PROGRESS, FINALIZING, CANCELLING -> false;
      case FAILED, COMPLETED, EXPIRED, CANCELLED -> true;
    };
  }

  /**
   * The status of this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BatchStatus of(String wire) {
    return Arrays.stream(values())
        .filter(status -> status.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("status: " + wire));
  }
}
