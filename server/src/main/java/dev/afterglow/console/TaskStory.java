package dev.afterglow.console;

import dev.afterglow.console.view.Event;
import dev.afterglow.console.view.Span;
import dev.afterglow.pages.Reader;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What happened to a task, from its attempts. */
final class TaskStory {
  private final Reader reader;
  private final Task task;
  private final List<Attempt> attempts;
  private final Optional<Map<Integer, String>> words;

  /**
   * @param words what engines said of attempts by their numbers; empty for a reader who may neither
   *     see that nor what they cost
   */
  TaskStory(
      Reader reader, Task task, List<Attempt> attempts, Optional<Map<Integer, String>> words) {
    this.reader = reader;
    this.task = task;
    this.attempts = attempts;
    this.words = words;
  }

  List<Event> events() {
    List<Event> events = new ArrayList<>();
    events.add(
        new Event(
            "check",
            "",
            reader.text("console.story.accepted"),
            "",
            reader.text("console.story.held", Dollars.of(task.priceMicros())),
            "",
            Times.clock(task.createdAt())));
    attempts.forEach(attempt -> events.add(attempt(attempt)));
    task.endedAt().ifPresent(end -> events.add(end(end)));
    return events;
  }

  private Event attempt(Attempt attempt) {
    String word =
        switch (attempt.state()) {
          case Attempt.State.Sending _ -> "sending";
          case Attempt.State.Running _ -> "running";
          case Attempt.State.Unknown _ -> "unknown";
          case Attempt.State.Made _ -> "made";
          case Attempt.State.Failed _ -> "failed";
          case Attempt.State.Lost _ -> "lost";
        };
    boolean wrong =
        attempt.state() instanceof Attempt.State.Failed
            || attempt.state() instanceof Attempt.State.Lost;
    String text = reader.text("console.story." + word);
    if (attempt.plan().count() > 1) {
      text += reader.text("console.story.part", attempt.segment() + 1, attempt.plan().count());
    }
    if (words.isPresent() && attempt.costMicros().isPresent()) {
      text += reader.text("console.story.cost", Dollars.of(attempt.costMicros().getAsLong()));
    }
    return new Event(
        wrong ? "failed" : "processing",
        wrong ? "wrong" : "glow",
        reader.text("console.story.attempt", attempt.seq(), attempt.engine()),
        attempt
            .endedAt()
            .map(end -> Times.span(Duration.between(attempt.sentAt(), end), reader))
            .orElse(""),
        text,
        words.map(said -> said.getOrDefault(attempt.seq(), "")).orElse(""),
        Times.clock(attempt.sentAt()));
  }

  private Event end(Instant end) {
    String clock = Times.clock(end);
    return switch (task.state()) {
      case TaskState.Completed _ ->
          new Event(
              "completed",
              "good",
              reader.text("console.stage.completed"),
              "",
              reader.text("console.story.settled", Dollars.of(task.chargedMicros())),
              "",
              clock);
      case TaskState.Failed failed ->
          new Event(
              "failed",
              "wrong",
              reader.text("console.stage.failed"),
              "",
              reader.text("failure." + failed.reason().name().toLowerCase(Locale.ROOT)),
              "",
              clock);
      case TaskState.Cancelled _, TaskState.Open _ ->
          new Event(
              "cancelled",
              "",
              reader.text("console.stage.cancelled"),
              "",
              reader.text("console.facts.nothing"),
              "",
              clock);
    };
  }

  /** Where the time went; empty unless the task has ended. */
  List<Span> spans() {
    if (task.endedAt().isEmpty()) {
      return List.of();
    }
    Instant end = task.endedAt().get();
    List<Span> spans = new ArrayList<>();
    Instant at = task.createdAt();
    for (Attempt attempt : attempts) {
      add(spans, "q", reader.text("console.stage.waiting"), at, attempt.sentAt(), end);
      Instant ended = attempt.endedAt().orElse(end);
      boolean wrong =
          attempt.state() instanceof Attempt.State.Failed
              || attempt.state() instanceof Attempt.State.Lost;
      add(spans, wrong ? "x" : "m", attempt.engine(), attempt.sentAt(), ended, end);
      at = ended;
    }
    String last = attempts.isEmpty() ? "console.stage.waiting" : "console.stage.storing";
    add(spans, attempts.isEmpty() ? "q" : "f", reader.text(last), at, end, end);
    return spans;
  }

  private void add(
      List<Span> spans, String kind, String label, Instant from, Instant until, Instant end) {
    long whole = Math.max(1, Duration.between(task.createdAt(), end).toMillis());
    long millis = Duration.between(from, until).toMillis();
    if (millis < 1) {
      return;
    }
    int start = (int) (Duration.between(task.createdAt(), from).toMillis() * 1000 / whole);
    int width = (int) Math.max(2, millis * 1000 / whole - 2);
    String words = label + " " + Times.span(Duration.ofMillis(millis), reader);
    spans.add(new Span(kind, words, Math.min(start, 998), width));
  }
}
