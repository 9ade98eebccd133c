package dev.afterglow.batches;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One request of a batch.
 *
 * @param number of its line in the file, from 1
 * @param position of its first byte in the file
 * @param taskId the task that was made of it
 * @param refusal why no task was made of it
 */
public record BatchLine(
    int number,
    String customId,
    long position,
    int bytes,
    State state,
    Optional<String> taskId,
    Optional<Refusal> refusal) {
  /** Where a line stands. */
  public enum State {
    /** Its turn has not come. */
    WAITING,
    /** It has a task that has not ended. */
    MADE,
    /** Its task has a film. */
    COMPLETED,
    /** It was refused, or its task has failed or was cancelled. */
    FAILED,
    /** The window was over before it had begun or come to an end. */
    EXPIRED,
    /** The batch was stopped before. */
    CANCELLED;

    /** The word in the database. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return Arrays.stream(values())
          .filter(state -> state.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("state: " + word));
    }
  }

  /**
   * The answer that a request of its own would have got.
   *
   * @param status the HTTP status
   * @param body as JSON
   */
  public record Refusal(int status, String body) {}
}
