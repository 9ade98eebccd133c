package dev.afterglow.tasks;

import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;
import dev.afterglow.routing.SegmentPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one engine was asked for once: one segment of a film. A task has a new attempt for each
 * segment, and for each time that another request had to be made.
 *
 * @param seq counts a task's attempts from 1
 * @param segment which part of the plan this is, from 0
 * @param engine the name of the engine
 * @param plan how the engine makes the whole film
 * @param sentAt when it was handed over, or is about to be; an engine's deadline counts from here
 * @param endedAt when its state became the last one
 * @param costMicros what it cost the operator in micro-dollars, where the engine said
 */
public record Attempt(
    int seq,
    int segment,
    String engine,
    SegmentPlan plan,
    State state,
    Instant sentAt,
    Optional<Instant> endedAt,
    OptionalLong costMicros) {

  /** Where an attempt stands. */
  public sealed interface State {
    /** Being handed to the engine. Written before the request goes out. */
    record Sending() implements State {}

    /** Accepted by the engine. */
    record Running(Ticket ticket) implements State {}

    /**
     * Handed over without a readable answer: the engine may or may not be at work. Never handed
     * over again until the engine's own word says that no job exists.
     */
    record Unknown() implements State {}

    /** Its segment is made and can be fetched with this handle. */
    record Made(Ticket result) implements State {}

    /** By the engine's own word there is nothing to come. */
    record Failed() implements State {}

    /** Given up without the engine's word, or the engine has lost it. */
    record Lost() implements State {}
  }

  public Attempt {
    if (seq < 1 || segment < 0 || segment >= plan.count()) {
      throw new IllegalArgumentException("attempt " + seq + ", segment " + segment);
    }
  }

  /** When it ends, by a clock that may have been set back: not before it was handed over. */
  public Instant endingAt(Instant now) {
    return now.isBefore(sentAt) ? sentAt : now;
  }

  /** The id under which the engine has it. */
  public String jobId(String taskId) {
    return jobId(taskId, seq);
  }

  /** The id under which an engine has a task's attempt of this number. */
  public static String jobId(String taskId, int seq) {
    return taskId + "-" + seq;
  }

  /** The engine's job; empty if the engine has given no handle of it. */
  public Optional<EngineJob> job(String taskId) {
    return switch (state) {
      case State.Running(Ticket ticket) -> Optional.of(new EngineJob(jobId(taskId), ticket));
      case State.Made(Ticket result) -> Optional.of(new EngineJob(jobId(taskId), result));
      case State.Sending _, State.Unknown _, State.Failed _, State.Lost _ -> Optional.empty();
    };
  }

  /** Whether another segment comes after this one. */
  public boolean hasNext() {
    return segment + 1 < plan.count();
  }
}
