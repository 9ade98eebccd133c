package dev.afterglow.console.view;

/**
 * The place where a film is made and then plays.
 *
 * @param kind which of them is drawn
 * @param percent how far it is, 0 to 100
 * @param ahead how many films come before this one, while it waits
 * @param stage its state in a word for people
 * @param left how long it will still take, in words; empty text if nobody knows
 * @param step which step of three it is at: accepted, drawing, storing
 * @param film the address of the film; empty text unless it is there
 * @param tall whether the film is held upright
 * @param said what is told aloud when it changes
 * @param stopping whether it was asked to stop
 */
public record StageView(
    String taskId,
    Kind kind,
    int percent,
    int ahead,
    String stage,
    String left,
    int step,
    String film,
    boolean tall,
    int width,
    int height,
    String said,
    boolean stopping) {
  /** What is drawn. */
  public enum Kind {
    QUEUED,
    RUNNING,
    DONE,
    /** Completed, and its time is over. */
    GONE,
    FAILED,
    CANCELLED
  }

  /** Whether it may still change. */
  public boolean open() {
    return kind == Kind.QUEUED || kind == Kind.RUNNING;
  }
}
