package dev.afterglow.generation;

import dev.afterglow.engines.VideoFormat;
import dev.afterglow.tasks.Beginning;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Prompt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.util.Optional;
import java.util.OptionalLong;

/** What may be made of a film that is finished, for every dialect. */
public sealed interface NewVersion {
  /** What to ask for. */
  record Ready(GenerationSpec spec) implements NewVersion {}

  /** Nothing can be made of it. */
  record Refused(Reason reason) implements NewVersion {}

  /** Why. */
  enum Reason {
    /** It has no film, or not yet. */
    UNFINISHED,
    /** Its film has been deleted. */
    EXPIRED,
    /** It goes on from another film, which no engine can take in. */
    EXTENSION,
    /** It begins with a picture, which is not kept. */
    PICTURE,
    /** Both together would be longer than any film may be. */
    TOO_LONG
  }

  /**
   * A remix: a film of the same model, size, length and seed with other words.
   *
   * @param filmSeconds how long the source's film is, with that which it goes on from
   */
  static NewVersion remix(Task source, int filmSeconds, Prompt prompt) {
    if (!(source.state() instanceof TaskState.Completed)) {
      return new Refused(Reason.UNFINISHED);
    }
    if (filmSeconds > source.format().seconds()) {
      return new Refused(Reason.EXTENSION);
    }
    if (source.picture().isPresent()) {
      return new Refused(Reason.PICTURE);
    }
    return new Ready(
        new GenerationSpec(
            source.model(),
            prompt,
            source.format(),
            Optional.empty(),
            OptionalLong.of(source.spec().seed()),
            Optional.of(source.id())));
  }

  /**
   * An extension: a film that begins with the old one and goes on from its last frame.
   *
   * @param filmSeconds how long the source's film is, with that which it goes on from
   * @param added how many seconds are to be made
   */
  static NewVersion extension(Task source, int filmSeconds, int added, Prompt prompt) {
    if (!(source.state() instanceof TaskState.Completed completed)) {
      return new Refused(Reason.UNFINISHED);
    }
    if (completed.expired()) {
      return new Refused(Reason.EXPIRED);
    }
    if (filmSeconds + added > Beginning.LONGEST_FILM_SECONDS) {
      return new Refused(Reason.TOO_LONG);
    }
    return new Ready(
        new GenerationSpec(
            source.model(),
            prompt,
            new VideoFormat(source.format().resolution(), source.format().orientation(), added),
            Optional.empty(),
            OptionalLong.of(source.spec().seed()),
            Optional.empty(),
            Optional.of(new Beginning(source.id(), filmSeconds))));
  }
}
