package dev.afterglow.cli.terminal;

/** Shows how a film is coming along. */
public interface ProgressLine extends AutoCloseable {
  /**
   * Shows where the film stands now.
   *
   * @param percent 0 to 100
   * @param secondsLeft a guess; less than 0 where there is none
   */
  void show(String stage, int percent, long secondsLeft);

  /** Ends the line. */
  @Override
  void close();
}
