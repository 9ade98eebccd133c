package dev.afterglow.batches;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Many requests in one file, as they stood when they were read.
 *
 * @param keyId the API key that asked for it, and with which each line is asked
 * @param language the tag of the language that its files are written in
 * @param metadata what its owner wrote on it, as JSON
 * @param outputLife how long the files live that it leaves
 * @param errors why it has failed, as JSON
 */
public record Batch(
    String ownerId,
    String id,
    String keyId,
    String inputFileId,
    BatchStatus status,
    String language,
    Optional<String> metadata,
    Duration outputLife,
    Counts counts,
    Times times,
    Optional<String> errors,
    Optional<String> outputFileId,
    Optional<String> errorFileId) {
  /** How many lines there are, and how many have ended in which way; of these none before. */
  public record Counts(int total, int completed, int failed) {
    /** No line is known. */
    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts {
      if (completed < 0 || failed < 0 || completed + failed > total) {
        throw new IllegalArgumentException(completed + " + " + failed + " of " + total);
      }
    }
  }

  /**
   * When what happened.
   *
   * @param expiresAt from when on nothing of it begins
   */
  public record Times(
      Instant createdAt,
      Instant expiresAt,
      Optional<Instant> inProgressAt,
      Optional<Instant> finalizingAt,
      Optional<Instant> cancellingAt,
      Optional<Instant> endedAt) {}
}
