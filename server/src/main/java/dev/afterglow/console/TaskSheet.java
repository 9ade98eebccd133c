package dev.afterglow.console;

import dev.afterglow.console.view.StageView;
import dev.afterglow.console.view.StageView.Kind;
import dev.afterglow.console.view.TaskFacts;
import dev.afterglow.console.view.Tile;
import dev.afterglow.engines.Orientation;
import dev.afterglow.films.Links;
import dev.afterglow.pages.Reader;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tasks as pages show them. */
final class TaskSheet {
  /** Before that a guess by percent is worth nothing. */
  private static final int TELLING_PERCENT = 5;

  private static final long MEBIBYTE = 1 << 20;

  private final Reader reader;
  private final Links links;
  private final Instant now;

  TaskSheet(Reader reader, Links links, Instant now) {
    this.reader = reader;
    this.links = links;
    this.now = now;
  }

  /**
   * A task as its stage shows it.
   *
   * @param ahead how many films come before it, while it waits
   */
  StageView stage(Task task, int ahead) {
    Kind kind = kind(task);
    String word = word(task.displayStatus());
    String left = left(task);
    return new StageView(
        task.id(),
        kind,
        task.progressPercent(),
        ahead,
        word,
        left,
        step(task.displayStatus()),
        kind == Kind.DONE ? links.link(task.id(), task.expiresAt().orElse(now)) : "",
        task.format().orientation() == Orientation.PORTRAIT,
        task.format().width(),
        task.format().height(),
        task.state() instanceof TaskState.Failed(var reason)
            ? reader.text("failure." + reason.name().toLowerCase(Locale.ROOT))
            : word,
        task.cancelRequested());
  }

  private static Kind kind(Task task) {
    return switch (task.displayStatus()) {
      case WAITING -> Kind.QUEUED;
      case SENDING, MAKING, STORING, CHECKING -> Kind.RUNNING;
      case COMPLETED -> Kind.DONE;
      case EXPIRED -> Kind.GONE;
      case FAILED -> Kind.FAILED;
      case CANCELLED -> Kind.CANCELLED;
    };
  }

  private static int step(DisplayStatus stage) {
    return switch (stage) {
      case WAITING, SENDING, CHECKING -> 0;
      case MAKING -> 1;
      case STORING, COMPLETED, EXPIRED, FAILED, CANCELLED -> 2;
    };
  }

  String word(DisplayStatus stage) {
    return reader.text("console.stage." + stage.name().toLowerCase(Locale.ROOT));
  }

  /** By how far the engine is, or else by how long such films have taken. */
  private String left(Task task) {
    int percent = task.progressPercent();
    long seconds = 0;
    if (percent >= TELLING_PERCENT && task.state() instanceof TaskState.Working(Attempt attempt)) {
      long spent = Duration.between(attempt.sentAt(), now).toMillis();
      seconds = spent * (100 - percent) / percent / 1000;
    } else if (task.state() instanceof TaskState.Open) {
      seconds = task.estimatedSeconds() - Duration.between(task.createdAt(), now).toSeconds();
    }
    if (seconds < 1) {
      return "";
    }
    return seconds < 100
        ? reader.text("console.stage.left-seconds", seconds)
        : reader.text("console.stage.left-minutes", Math.round(seconds / 60.0));
  }

  TaskFacts facts(Task task, String prompt, TaskFacts.Next next) {
    String size =
        reader.text(
            "console.facts.size",
            task.format().width(),
            task.format().height(),
            task.format().seconds());
    if (task.state() instanceof TaskState.Completed completed) {
      long tenths = completed.bytes() * 10 / MEBIBYTE;
      size += reader.text("console.facts.bytes", tenths / 10 + "." + tenths % 10);
    }
    return new TaskFacts(
        task.id(),
        prompt,
        task.model().id(),
        task.format().resolution().id(),
        size,
        task.endedAt()
            .map(end -> Times.span(Duration.between(task.createdAt(), end), reader))
            .orElse(""),
        money(task),
        Times.minute(task.createdAt(), reader),
        task.displayStatus() == DisplayStatus.COMPLETED
            ? task.expiresAt().map(end -> Times.minute(end, reader)).orElse("")
            : "",
        next);
  }

  private String money(Task task) {
    return switch (task.state()) {
      case TaskState.Open _ -> reader.text("console.facts.held", Dollars.of(task.priceMicros()));
      case TaskState.Completed _ ->
          reader.text("console.facts.charged", Dollars.of(task.chargedMicros()));
      case TaskState.Failed _, TaskState.Cancelled _ -> reader.text("console.facts.nothing");
    };
  }

  Tile tile(Task task, String prompt, boolean current) {
    StageView stage = stage(task, 0);
    long micros =
        task.state() instanceof TaskState.Open ? task.priceMicros() : task.chargedMicros();
    return new Tile(
        stage,
        prompt,
        status(stage.kind()),
        task.model().id()
            + " · "
            + task.format().resolution().id()
            + " · "
            + Dollars.of(micros)
            + " · "
            + Times.ago(task.createdAt(), now, reader),
        reader.text("console.seconds", task.format().seconds()),
        switch (stage.kind()) {
          case FAILED -> stage.said();
          case CANCELLED -> reader.text("console.tile.cancelled");
          case GONE -> reader.text("console.tile.gone");
          case QUEUED, RUNNING, DONE -> "";
        },
        Times.clock(task.createdAt()).substring(0, 5),
        current);
  }

  static String status(Kind kind) {
    return switch (kind) {
      case QUEUED -> "pending";
      case RUNNING -> "processing";
      case DONE, GONE -> "completed";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }
}
