package dev.afterglow.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;

/** A bar that moves in its place on a terminal, as wide as the terminal allows. */
final class ProgressBarLine implements ProgressLine {
  private static final int LONGEST_BAR = 40;
  private static final int SHORTEST_BAR = 6;
  private static final int EIGHTHS = 8;
  private static final String PARTS = " ▏▎▍▌▋▊▉";

  /** Back to the first column, and what is written there wiped out. */
  private static final String AGAIN = "\r\u001b[K";

  private final PrintStream terminal;
  private final ProgressTexts texts;
  private final int columns;
  private String shown = "";

  /**
   * @param columns how wide the terminal is
   */
  ProgressBarLine(PrintStream terminal, ProgressTexts texts, int columns) {
    this.terminal = terminal;
    this.texts = texts;
    this.columns = columns;
  }

  @Override
  public void show(String stage, int percent, long secondsLeft) {
    String now = line(stage, percent, secondsLeft);
    if (!now.equals(shown)) {
      shown = now;
      terminal.print(AGAIN + now);
      terminal.flush();
    }
  }

  private String line(String stage, int percent, long secondsLeft) {
    String begin = " " + stage + String.format(Locale.ROOT, " %3d%%", percent);
    String end = percent >= 100 ? "" : texts.left(secondsLeft);
    // a terminal goes to the next line at its last column, so that one stays empty
    int room = columns - 1 - DisplayWidth.of(begin) - DisplayWidth.of(end) - 2;
    int bar = Math.min(LONGEST_BAR, room);
    if (bar < SHORTEST_BAR) {
      return DisplayWidth.of(begin) < columns ? begin : begin.strip();
    }
    return (begin + " " + bar(bar, percent) + " " + end).stripTrailing();
  }

  private static String bar(int length, int percent) {
    int eighths = length * EIGHTHS * Math.clamp(percent, 0, 100) / 100;
    StringBuilder bar = new StringBuilder("█".repeat(eighths / EIGHTHS));
    if (bar.length() < length) {
      bar.append(eighths % EIGHTHS == 0 ? '░' : PARTS.charAt(eighths % EIGHTHS));
    }
    return bar.append("░".repeat(length - bar.length())).toString();
  }

  @Override
  public void close() {
    if (!shown.isEmpty()) {
      terminal.println();
    }
  }
}
