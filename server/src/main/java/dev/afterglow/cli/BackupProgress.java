package dev.afterglow.cli;

import dev.afterglow.backup.Progress;
import dev.afterglow.cli.terminal.ProgressLine;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Shows how far a backup or a restore is. */
final class BackupProgress implements Progress, AutoCloseable {
  private static final long NANOS = 1_000_000_000;

  /** Before that a guess of the time left is worth nothing. */
  private static final long FIRST_GUESS_NANOS = 2 * NANOS;

  private final ProgressLine line;
  private final Texts texts;
  private final LongSupplier nanoTime;
  private Optional<Stage> stage = Optional.empty();
  private long began;
  private volatile boolean stopped;

  BackupProgress(Terminal terminal, Texts texts, LongSupplier nanoTime) {
    this.line = terminal.progress(texts);
    this.texts = texts;
    this.nanoTime = nanoTime;
  }

  /** Whoever makes the backup was told to stop. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void at(Stage now, long done, long all) {
    if (stopped && now != Stage.DATABASE) { // which is told from within native code
      throw new Stopped();
    }
    if (!stage.equals(Optional.of(now))) {
      stage = Optional.of(now);
      began = nanoTime.getAsLong();
    }
    long took = nanoTime.getAsLong() - began;
    long left =
        took < FIRST_GUESS_NANOS || done == 0
            ? -1
            : (long) ((double) took / done * (all - done)) / NANOS;
    String name = texts.text("stage." + now.name().toLowerCase(Locale.ROOT));
    line.show(name, (int) (done * 100 / Math.max(all, 1)), left);
  }

  /** From now on nothing goes on. */
  void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    line.close();
  }
}
