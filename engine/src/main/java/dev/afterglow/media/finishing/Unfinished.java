package dev.afterglow.media.finishing;

/** Why there is no film or no picture. No file is left behind. */
public sealed interface Unfinished extends FinishOutcome, LastFrame {
  /**
   * The films are at fault: trying again gives the same.
   *
   * @param reason for the log; it may quote what a stranger's file made ffmpeg say
   */
  record Unusable(String reason) implements Unfinished {}

  /**
   * This machine is at fault, or is stopping: trying later may help.
   *
   * @param reason for the log
   */
  record Again(String reason) implements Unfinished {}
}
