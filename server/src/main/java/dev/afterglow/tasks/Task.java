package dev.afterglow.tasks;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Shape;
import java.time.Instant;
import java.util.Optional;

/**
 * One film that was asked for, as it stood when it was read.
 *
 * @param keyId the API key it was asked with
 * @param seed decides every random choice of a deterministic engine
 * @param engine the name of the engine that makes it
 * @param progressPercent 0 while waiting, then the engine's own word; never falls; 100 when
 *     completed
 * @param estimatedSeconds from acceptance to the film, as learned from past tasks when this one was
 *     accepted
 * @param priceMicros what was held for it, in micro-dollars; fixed when it was accepted
 * @param chargedMicros what was charged, in micro-dollars; 0 unless completed
 * @param sentAt when it was first handed to an engine
 * @param endedAt when it ended
 * @param expiresAt when its film is or was deleted; present only if completed
 * @param cancelRequested whether its owner asked for an end that the engine has yet to confirm
 * @param revision counts the changes of state; of two who want to change one revision, one may
 */
public record Task(
    String id,
    String ownerId,
    String keyId,
    Model model,
    Shape shape,
    String prompt,
    long seed,
    Optional<PictureFacts> picture,
    String engine,
    TaskState state,
    int progressPercent,
    int estimatedSeconds,
    long priceMicros,
    long chargedMicros,
    Instant createdAt,
    Optional<Instant> sentAt,
    Optional<Instant> endedAt,
    Optional<Instant> expiresAt,
    boolean cancelRequested,
    int revision) {

  public Task {
    if (progressPercent < 0 || progressPercent > 100) {
      throw new IllegalArgumentException("progressPercent: " + progressPercent);
    }
    if (priceMicros <= 0 || chargedMicros < 0 || chargedMicros > priceMicros) {
      throw new IllegalArgumentException("price " + priceMicros + ", charged " + chargedMicros);
    }
    if (state instanceof TaskState.Ended != endedAt.isPresent()) {
      throw new IllegalArgumentException("an end without its time, or a time without an end");
    }
  }

  /** The state in one word. */
  public Stage stage() {
    return switch (state) {
      case TaskState.Queued _ -> Stage.WAITING;
      case TaskState.Sending _ -> Stage.SENDING;
      case TaskState.Running _ -> Stage.MAKING;
      case TaskState.Storing _ -> Stage.STORING;
      case TaskState.Unknown _ -> Stage.CHECKING;
      case TaskState.Completed completed -> completed.expired() ? Stage.EXPIRED : Stage.COMPLETED;
      case TaskState.Failed _ -> Stage.FAILED;
      case TaskState.Cancelled _ -> Stage.CANCELLED;
    };
  }
}
