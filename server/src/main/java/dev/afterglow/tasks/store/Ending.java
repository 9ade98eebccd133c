package dev.afterglow.tasks.store;

import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import java.util.OptionalLong;

/** How a task ends. */
public sealed interface Ending {
  /** The end of one task. */
  record Of(Task seen, Ending how) {}

  /** The film is in our store: the price is charged, and the engine's latency learned. */
  record Completed(long bytes) implements Ending {}

  /**
   * There will be no film: the hold is released. An end that its owner asked for is no failure.
   *
   * @param attemptLost whether the attempt in hand ended without the engine's own word
   * @param costMicros what the attempt cost the operator all the same, where the engine said
   */
  record Failed(FailureReason reason, boolean attemptLost, OptionalLong costMicros)
      implements Ending {
    /** Without a word of the engine about costs. */
    public Failed(FailureReason reason) {
      this(reason, reason == FailureReason.ENGINE_SILENT, OptionalLong.empty());
    }
  }

  /** Stopped on its owner's word: the hold is released. */
  record Cancelled() implements Ending {}
}
