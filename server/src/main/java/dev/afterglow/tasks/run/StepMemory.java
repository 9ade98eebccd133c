package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Picture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What is worth remembering of a task between two steps and need not survive the process. It
 * belongs to the thread that takes the step.
 */
final class StepMemory {
  /**
   * What an engine said to a submission.
   *
   * @param revision the task's when it was submitted: no other attempt is meant
   * @param sentAt when the call began
   */
  record SubmissionAnswer(int revision, Engine.Submission said, Instant sentAt) {}

  /** The engine's answer to the submission, from the call until the database has it. */
  Optional<SubmissionAnswer> answer = Optional.empty();

  /**
   * Whether an earlier submission of the attempt may have arrived, though it is being submitted
   * once more: a refusal then speaks of the second request only.
   */
  boolean mayExist;

  /** The engine's job, as last seen. */
  Optional<EngineJob> job = Optional.empty();

  /** What the engine said when it was told to stop. */
  Optional<Engine.Cancellation> cancellation = Optional.empty();

  /** The task's newest revision that a step has begun with. */
  int revision;

  /** The term of this node's lease in which the task was read last, or taken. */
  long term;

  /** Steps that failed in a row. */
  int faults;

  /** Failed attempts in a row to fetch the film, to find the job, or to hand it over. */
  int attempts;

  /** The films of segments that are fetched, by segment. */
  final TreeMap<Integer, Path> films = new TreeMap<>();

  /** The last frame of the segment before, for the next one. */
  Optional<Picture> lastFrame = Optional.empty();

  /** How much of the film is another's, in seconds, once it was looked up. */
  OptionalInt secondsBefore = OptionalInt.empty();

  /** The ordered film, finished on this machine and not kept yet. */
  Optional<Finisher.Finished.Film> finished = Optional.empty();

  /** How often in a row the store of films did not work. */
  int storeFaults;

  /** Whether all films are fetched and have to be worked on. */
  boolean fetched;
}
