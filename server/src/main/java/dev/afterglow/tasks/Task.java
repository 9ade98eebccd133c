package dev.afterglow.tasks;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Size;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.routing.Cell;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One film that was asked for, as it stood when it was read. The prompt stays in the database until
 * an engine needs it.
 *
 * @param keyId the API key it was asked with
 * @param maker what the latest attempt went to; empty if no engine was asked yet
 * @param progressPercent 0 while waiting, then the engine's own word; never falls; 100 when
 *     completed
 * @param cancelRequested whether its owner asked for an end that the engine has yet to confirm
 * @param revision counts the changes of state; of two who want to change one revision, one may
 */
public record Task(
    String id,
    String ownerId,
    String keyId,
    Spec spec,
    TaskState state,
    Optional<Maker> maker,
    int progressPercent,
    Money money,
    Times times,
    boolean cancelRequested,
    int revision) {

  /**
   * What was asked for.
   *
   * @param seed decides every random choice of a deterministic engine
   */
  public record Spec(Model model, VideoFormat format, long seed, Optional<PictureFacts> picture) {}

  /**
   * What makes it, or has made it.
   *
   * @param engine the engine's name
   * @param size what the engine is asked for
   */
  public record Maker(String engine, Size size) {}

  /**
   * What it costs its owner.
   *
   * @param priceMicros what was held for it, in micro-dollars; fixed when it was accepted
   * @param chargedMicros what was charged, in micro-dollars; 0 unless completed
   */
  public record Money(long priceMicros, long chargedMicros) {
    public Money {
      if (priceMicros <= 0 || chargedMicros < 0 || chargedMicros > priceMicros) {
        throw new IllegalArgumentException("price " + priceMicros + ", charged " + chargedMicros);
      }
    }
  }

  /**
   * When what happened.
   *
   * @param estimatedSeconds from acceptance to the film, as learned from past tasks when this one
   *     was accepted
   * @param endedAt when it ended
   * @param expiresAt when its film is or was deleted; present only if completed
   */
  public record Times(
      Instant createdAt,
      int estimatedSeconds,
      Optional<Instant> endedAt,
      Optional<Instant> expiresAt) {}

  public Task {
    if (progressPercent < 0 || progressPercent > 100) {
      throw new IllegalArgumentException("progressPercent: " + progressPercent);
    }
    if (state instanceof TaskState.Ended != times.endedAt().isPresent()) {
      throw new IllegalArgumentException("an end without its time, or a time without an end");
    }
  }

  /** The name of the engine that makes it, or has made it. */
  public Optional<String> engine() {
    return maker.map(Maker::engine);
  }

  /**
   * By how much the film of the engine is enlarged to what was ordered, in thousandths; 1000 or
   * less if it is not.
   */
  public OptionalInt enlargementMillis() {
    return maker.isPresent()
        ? OptionalInt.of(enlargementMillis(maker.orElseThrow().size()))
        : OptionalInt.empty();
  }

  private int enlargementMillis(Size size) {
    return Math.max(
        Math.ceilDiv(format().width() * 1_000, size.width()),
        Math.ceilDiv(format().height() * 1_000, size.height()));
  }

  /** What decides which engine can make it. */
  public Cell cell() {
    return new Cell(spec.model(), spec.format(), spec.picture().isPresent());
  }

  public Model model() {
    return spec.model();
  }

  /** Resolution, orientation and length as ordered. */
  public VideoFormat format() {
    return spec.format();
  }

  /** Present if the film starts from a picture. */
  public Optional<PictureFacts> picture() {
    return spec.picture();
  }

  /** See {@link Money#priceMicros}. */
  public long priceMicros() {
    return money.priceMicros();
  }

  /** See {@link Money#chargedMicros}. */
  public long chargedMicros() {
    return money.chargedMicros();
  }

  public Instant createdAt() {
    return times.createdAt();
  }

  /** See {@link Times#estimatedSeconds}. */
  public int estimatedSeconds() {
    return times.estimatedSeconds();
  }

  /** See {@link Times#endedAt}. */
  public Optional<Instant> endedAt() {
    return times.endedAt();
  }

  /** When it ends, by a clock that may have been set back: not before it was created. */
  public Instant endingAt(Instant now) {
    return now.isBefore(createdAt()) ? createdAt() : now;
  }

  /** See {@link Times#expiresAt}. */
  public Optional<Instant> expiresAt() {
    return times.expiresAt();
  }

  /** The same task further on, if this is further and it has not ended. */
  public Task withProgress(int percent) {
    return percent <= progressPercent || state instanceof TaskState.Ended
        ? this
        : new Task(
            id,
            ownerId,
            keyId,
            spec,
            state,
            maker,
            percent,
            money,
            times,
            cancelRequested,
            revision);
  }

  /** The state in one word for people. */
  public DisplayStatus displayStatus() {
    return switch (state) {
      case TaskState.Queued _ -> DisplayStatus.WAITING;
      case TaskState.Working(Attempt attempt) ->
          switch (attempt.state()) {
            case Attempt.State.Sending _ -> DisplayStatus.SENDING;
            case Attempt.State.Unknown _ -> DisplayStatus.CHECKING;
            case Attempt.State.Running _,
                Attempt.State.Made _,
                Attempt.State.Failed _,
                Attempt.State.Lost _ ->
                DisplayStatus.MAKING;
          };
      case TaskState.Finishing _ -> DisplayStatus.STORING;
      case TaskState.Completed completed ->
          completed.expired() ? DisplayStatus.EXPIRED : DisplayStatus.COMPLETED;
      case TaskState.Failed _ -> DisplayStatus.FAILED;
      case TaskState.Cancelled _ -> DisplayStatus.CANCELLED;
    };
  }
}
