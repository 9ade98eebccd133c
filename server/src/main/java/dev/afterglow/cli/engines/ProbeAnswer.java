package dev.afterglow.cli.engines;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;

/**
 * What an engine says about a job that it never had, which costs nothing: whoever says that there
 * is no such job is there, and has let us ask.
 *
 * @param key of the sentence that says it
 * @param detail the engine's own words, for the operator
 */
record ProbeAnswer(boolean well, String key, String detail) {
  private static final EngineJob NO_JOB =
      new EngineJob("task_00000000000000000000000000-1", new Ticket("afterglow-check"));

  /** Asks. */
  static ProbeAnswer of(Engine engine) {
    Progress answer;
    try {
      answer = engine.poll(NO_JOB);
    } catch (RuntimeException _) {
      return new ProbeAnswer(
          true, "engines.probe-none", ""); // its tickets have a form of their own
    }
    return switch (answer) {
      case Progress.Lost _, Progress.Queued _, Progress.Running _, Progress.Done _ ->
          new ProbeAnswer(true, "engines.probe-well", "");
      case Progress.Failed(var failure, _) ->
          new ProbeAnswer(true, "engines.probe-said", failure.detail());
      case Progress.Unreadable(String detail, _) ->
          new ProbeAnswer(false, "engines.probe-said", detail);
    };
  }
}
