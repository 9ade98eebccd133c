package dev.afterglow.routing;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;

/**
 * What an engine says about a job that it never had, which costs nothing: whoever says that there
 * is no such job is there, and has let us ask.
 *
 * @param detail the engine's own words, for the operator; empty text for none
 */
public record EngineProbe(Kind kind, String detail) {
  private static final EngineJob NO_JOB =
      new EngineJob("task_00000000000000000000000000-1", new Ticket("afterglow-check"));

  /** What can be said after that. */
  public enum Kind {
    /** It is there, and lets us ask. */
    WELL,
    /** It is there, and has words of its own for it. */
    SAID,
    /** Nothing readable came back. */
    UNREADABLE,
    /** It cannot be asked so: its tickets have a form of their own. */
    NOT_ASKED
  }

  /** Asks. */
  public static EngineProbe of(Engine engine) {
    Progress answer;
    try {
      answer = engine.poll(NO_JOB);
    } catch (RuntimeException _) {
      return new EngineProbe(Kind.NOT_ASKED, "");
    }
    return switch (answer) {
      case Progress.Lost _, Progress.Queued _, Progress.Running _, Progress.Done _ ->
          new EngineProbe(Kind.WELL, "");
      case Progress.Failed(var failure, _) -> new EngineProbe(Kind.SAID, failure.detail());
      case Progress.Unreadable(String detail, _) -> new EngineProbe(Kind.UNREADABLE, detail);
    };
  }

  /** Whether nothing speaks against the engine. */
  public boolean well() {
    return kind != Kind.UNREADABLE;
  }
}
