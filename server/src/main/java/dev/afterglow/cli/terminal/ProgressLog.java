package dev.afterglow.cli.terminal;

import java.io.PrintStream;

/** A line at each new stage and each quarter, where there is no terminal to draw a bar on. */
final class ProgressLog implements ProgressLine {
  private static final int STEP = 25;

  private final PrintStream out;
  private String shown = "";

  ProgressLog(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(String stage, int percent, long secondsLeft) {
    String now = stage + " " + percent / STEP * STEP + "%";
    if (!now.equals(shown)) {
      shown = now;
      out.println(now);
    }
  }

  @Override
  public void close() {}
}
