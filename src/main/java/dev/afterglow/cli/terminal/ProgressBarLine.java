package dev.afterglow.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that moves, for a terminal. */
final class ProgressBarLine implements ProgressLine {
  private static final int WIDTH = 78;
  private static final int REFRESH_MILLIS = 250;

  private final ProgressBar bar;
  private volatile Optional<Duration> left = Optional.empty();

  ProgressBarLine(PrintStream terminal) {
    bar =
        new ProgressBarBuilder()
            .setInitialMax(100)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
            .setEtaFunction(_ -> left)
            .build();
  }

  @Override
  public void show(String stage, int percent, long secondsLeft) {
    left = secondsLeft < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(secondsLeft));
    bar.setExtraMessage(" " + stage);
    bar.stepTo(percent);
  }

  @Override
  public void close() {
    bar.close();
  }
}
