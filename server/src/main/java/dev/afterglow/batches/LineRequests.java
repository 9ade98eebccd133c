package dev.afterglow.batches;

import dev.afterglow.generation.Principal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a dialect knows of the lines of batches: how they are read, asked and answered. */
public interface LineRequests {
  /** Whether a line is a request that can be tried. */
  sealed interface Checked {
    /** It is. */
    record Sound(String customId) implements Checked {}

    /** It is not, and then the whole batch is none. */
    record Faulty(Fault fault) implements Checked {}
  }

  /**
   * Why a file is no batch.
   *
   * @param line the number of the line, from 1, where there is one
   * @param code a word for programs
   * @param message for people
   * @param param the member that is wrong, where there is one
   */
  record Fault(OptionalInt line, String code, String message, Optional<String> param) {}

  /** What can be wrong with a file as a whole, or with a line among others. */
  enum FileFault {
    /** There is no line in it. */
    EMPTY,
    /** There are more lines than there may be. */
    TOO_MANY_LINES,
    /** A line is longer than a request may be. */
    LINE_TOO_LONG,
    /** Two lines have one custom id. */
    SAME_CUSTOM_ID,
    /** It is not there any more. */
    GONE
  }

  /** What became of a line that was asked. */
  sealed interface Asked {
    /** There is a task. */
    record Accepted(String taskId) implements Asked {}

    /** There will be none. */
    record Refused(BatchLine.Refusal refusal) implements Asked {}

    /** Not at this moment; nothing is left of it. */
    record Later() implements Asked {}
  }

  /**
   * A line of the file that a batch leaves.
   *
   * @param succeeded whether it goes into the output file, not into that of errors
   * @param json without a line break
   */
  record Written(boolean succeeded, String json) {}

  /** Looks at a line without asking for anything. */
  Checked check(int number, byte[] line, String language);

  /**
   * Words for what is wrong with a file.
   *
   * @param most the bound that is passed, where one is
   */
  Fault fault(FileFault fault, OptionalInt line, long most, String language);

  /** The faults as they are shown, as JSON. */
  String errors(List<Fault> faults);

  /**
   * Asks for the film of a line. The same question under the same key, within the batch's window,
   * makes no second task.
   *
   * @param who empty if the key may not be used any more
   */
  Asked ask(Batch batch, Optional<Principal> who, String idempotencyKey, byte[] line);

  /** The answer to a line that has failed of this server itself. */
  BatchLine.Refusal broken(Batch batch);

  /** Writes down how a line has ended. */
  Written write(Batch batch, BatchLine line);
}
