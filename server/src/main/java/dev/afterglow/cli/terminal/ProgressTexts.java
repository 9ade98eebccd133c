package dev.afterglow.cli.terminal;

import dev.afterglow.text.Texts;

/** What a line of progress says beside its stage. */
record ProgressTexts(Texts texts) {
  private static final int MINUTE = 60;

  /** A guess of the time left, at least a second; nothing for less than 0. */
  String left(long seconds) {
    if (seconds < 0) {
      return "";
    }
    return seconds < MINUTE
        ? texts.text("progress.seconds", Math.max(1, seconds))
        : texts.text("progress.minutes", seconds / MINUTE, seconds % MINUTE);
  }
}
