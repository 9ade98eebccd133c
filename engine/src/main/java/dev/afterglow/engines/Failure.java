package dev.afterglow.engines;

/**
 * Why an engine did not make a film.
 *
 * @param detail the engine's own words for the operator's log; never shown to a client
 */
public record Failure(Kind kind, String detail) {
  /** What decides who is told what, and whether another engine may try. */
  public enum Kind {
    /** The engine refuses this content; no other engine is asked. */
    CONTENT_REFUSED,
    /** The engine cannot use this input. */
    INVALID_INPUT,
    /** The operator's key, account or quota at the engine does not serve. */
    NO_ACCESS,
    /** The engine broke, timed out by its own word, or lost the job. */
    BROKEN
  }
}
