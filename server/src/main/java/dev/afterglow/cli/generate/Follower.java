package dev.afterglow.cli.generate;

import dev.afterglow.cli.terminal.ProgressLine;
import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmTask;
import dev.afterglow.client.ServerRefused;
import dev.afterglow.client.TaskEvents;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Watches one task until it ends, and shows how it comes along. */
final class Follower {
  /** A server that is silent for so long is given up; its task goes on. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  /** Below this a speed says little about the rest. */
  private static final int TELLING_PERCENT = 10;

  private final FilmClient client;
  private final Texts texts;
  private final LongSupplier nanoTime;
  private final Duration pause;

  Follower(FilmClient client, Texts texts, LongSupplier nanoTime, Duration pause) {
    this.client = client;
    this.texts = texts;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** Listens to the server, or else asks again and again; answers the task as it ended. */
  FilmTask follow(String taskId, ProgressLine line) throws IOException, InterruptedException {
    Pace pace = new Pace(nanoTime);
    Optional<FilmTask> heard = listen(taskId, line, pace);
    return heard.isPresent() ? heard.get() : ask(taskId, line, pace);
  }

  /** Empty if the server does not tell by itself. */
  private Optional<FilmTask> listen(String taskId, ProgressLine line, Pace pace)
      throws IOException, InterruptedException {
    String last = "";
    long heard = nanoTime.getAsLong();
    while (true) {
      try {
        Optional<TaskEvents> opened = client.events(taskId, last);
        if (opened.isEmpty()) {
          return Optional.empty();
        }
        try (TaskEvents events = opened.get()) {
          for (Optional<FilmTask> next = events.next(); next.isPresent(); next = events.next()) {
            last = events.lastId();
            heard = nanoTime.getAsLong();
            show(next.get(), line, pace);
            if (next.get().status().ended()) {
              return next;
            }
          }
        }
      } catch (IOException e) {
        if (nanoTime.getAsLong() - heard > PATIENCE.toNanos()) {
          throw e;
        }
      }
      Thread.sleep(pause);
    }
  }

  private void show(FilmTask task, ProgressLine line, Pace pace) {
    line.show(stage(task), task.percent(), pace.secondsLeft(task));
  }

  private FilmTask ask(String taskId, ProgressLine line, Pace pace)
      throws IOException, InterruptedException {
    while (true) {
      FilmTask task = patiently(taskId);
      show(task, line, pace);
      if (task.status().ended()) {
        return task;
      }
      Thread.sleep(pause);
    }
  }

  private FilmTask patiently(String taskId) throws IOException, InterruptedException {
    long start = nanoTime.getAsLong();
    while (true) {
      try {
        return client.task(taskId);
      } catch (IOException e) {
        boolean over = nanoTime.getAsLong() - start > PATIENCE.toNanos();
        if (over || !passing(e)) {
          throw e;
        }
        Thread.sleep(pause);
      }
    }
  }

  /** Whether a fault says nothing about the task and may be over soon. */
  private static boolean passing(IOException fault) {
    return !(fault instanceof ServerRefused refused)
        || refused.status() == TOO_MANY
        || refused.status() >= SERVER_FAULT;
  }

  private String stage(FilmTask task) {
    return switch (task.status()) {
      case PENDING -> texts.text("stage.pending");
      case PROCESSING -> texts.text(task.percent() < 100 ? "stage.processing" : "stage.storing");
      case COMPLETED -> texts.text("stage.completed");
      case FAILED -> texts.text("stage.failed");
      case CANCELLED -> texts.text("stage.cancelled");
    };
  }

  /** Guesses the time left: from the server's estimate at first, then from the film's own speed. */
  private static final class Pace {
    private final LongSupplier nanoTime;
    private final long submitted;
    private long begun;
    private int begunPercent = -1;

    Pace(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.submitted = nanoTime.getAsLong();
    }

    long secondsLeft(FilmTask task) {
      long now = nanoTime.getAsLong();
      if (begunPercent < 0 && task.percent() > 0) {
        begun = now;
        begunPercent = task.percent();
      }
      int made = task.percent() - begunPercent;
      if (begunPercent >= 0 && made >= TELLING_PERCENT) {
        return seconds((now - begun) / made * (100 - task.percent()));
      }
      if (task.estimatedSeconds() == 0) {
        return -1;
      }
      return Math.max(0, task.estimatedSeconds() - seconds(now - submitted));
    }

    private static long seconds(long nanos) {
      return Duration.ofNanos(nanos).toSeconds();
    }
  }
}
