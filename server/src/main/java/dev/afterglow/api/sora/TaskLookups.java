package dev.afterglow.api.sora;

import dev.afterglow.api.Making;
import dev.afterglow.api.ModelNames;
import dev.afterglow.engines.Model;
import dev.afterglow.events.LiveTasks;
import dev.afterglow.events.Snapshot;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.films.Links;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Json;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code /v1/tasks}: one task, all tasks, and the request to stop one. */
final class TaskLookups {
  private static final int DEFAULT_PAGE = 20;

  private final Tasks tasks;
  private final LiveTasks live;
  private final TaskView view;

  TaskLookups(Tasks tasks, Links links, Making making, TaskWatch watch) {
    this.tasks = tasks;
    this.live = new LiveTasks(tasks, watch);
    this.view = new TaskView(links, making);
  }

  /** {@code GET /v1/tasks/{id}?wait=&known_status=}. */
  Answer one(Exchange exchange) {
    String id = taskId(exchange);
    Optional<Duration> wait = live.wait(exchange);
    return live.one(
            exchange,
            id,
            wait,
            known(exchange, wait),
            seen -> Answer.json(Envelope.of(whole(seen, exchange))))
        .orElseThrow(() -> unknown(id));
  }

  /** {@code GET /v1/tasks/{id}/events}. */
  Answer events(Exchange exchange) {
    String id = taskId(exchange);
    return live.events(exchange, id, seen -> Json.text(whole(seen, exchange)))
        .orElseThrow(() -> unknown(id));
  }

  private Map<String, Object> whole(Snapshot seen, Exchange exchange) {
    Map<String, Object> shown = view.show(seen.task(), exchange);
    seen.ahead().ifPresent(ahead -> shown.put("queue_position", ahead + 1));
    return shown;
  }

  /** Which state the client knows: another one is told at once. */
  private static Predicate<Snapshot> known(Exchange exchange, Optional<Duration> wait) {
    Optional<String> word = new Parameters(exchange).text("known_status");
    if (wait.isEmpty() || word.isEmpty()) {
      return _ -> false;
    }
    List<String> words = statuses();
    String known = word.get();
    if (!words.contains(known)) {
      throw LiveTasks.unknownStatus(known, words);
    }
    return seen -> !TaskView.Status.of(seen.task().displayStatus()).wire().equals(known);
  }

  private static List<String> statuses() {
    return List.of(TaskView.Status.values()).stream().map(TaskView.Status::wire).toList();
  }

  /** {@code GET /v1/tasks?status=&model=&start=&end=&after=&limit=&order=}. */
  Answer list(Exchange exchange) {
    TaskPage page = tasks.list(exchange.caller().ownerId(), query(exchange));
    Map<String, Object> body =
        Envelope.of(page.tasks().stream().map(task -> view.show(task, exchange)).toList());
    body.put("has_more", page.next().isPresent());
    page.next().ifPresent(next -> body.put("next", next));
    return Answer.json(body);
  }

  /** {@code POST /v1/tasks/{id}/cancel}. */
  Answer cancel(Exchange exchange) {
    String id = taskId(exchange);
    return switch (tasks.cancel(exchange.caller().ownerId(), id)) {
      case Cancelling.Stopped(Task task) -> shown(task, exchange);
      case Cancelling.Asked(Task task) -> shown(task, exchange);
      case Cancelling.TooLate(Task task) ->
          throw ApiError.conflict("cancel.late", TaskView.Status.of(task.displayStatus()).wire());
      case Cancelling.Unstoppable _ -> throw ApiError.conflict("cancel.unstoppable");
      case Cancelling.NotFound _ -> throw unknown(id);
    };
  }

  /** The same for a task of another owner. */
  private static ApiError unknown(String id) {
    return ApiError.of(ErrorKind.NOT_FOUND, Text.of("task.unknown", id));
  }

  private Answer shown(Task task, Exchange exchange) {
    return Answer.json(Envelope.of(view.show(task, exchange)));
  }

  private static String taskId(Exchange exchange) {
    String id = exchange.variable("id");
    if (!TaskIds.wellFormed(id)) {
      throw ApiError.invalid("task.id");
    }
    return id;
  }

  private static TaskQuery query(Exchange exchange) {
    Parameters parameters = new Parameters(exchange);
    return new TaskQuery(
        stages(parameters),
        model(parameters),
        parameters.time("start"),
        parameters.time("end"),
        parameters.text("after").map(TaskLookups::cursor),
        parameters.choice("order", List.of("desc", "asc")).equals("desc"),
        Math.min(parameters.positive("limit").orElse(DEFAULT_PAGE), TaskQuery.LARGEST_PAGE));
  }

  private static Set<DisplayStatus> stages(Parameters parameters) {
    Set<TaskView.Status> wanted = EnumSet.noneOf(TaskView.Status.class);
    for (String word : parameters.words("status")) {
      wanted.add(
          TaskView.status(word)
              .orElseThrow(() ->
                  ApiError.invalid(
                      "field.value",
                      "status",
                      Printable.of(word),
                      Argument.Choice.of(statuses()))));
    }
    Set<DisplayStatus> stages = EnumSet.noneOf(DisplayStatus.class);
    for (DisplayStatus stage : DisplayStatus.values()) {
      if (wanted.contains(TaskView.Status.of(stage))) {
        stages.add(stage);
      }
    }
    return stages;
  }

  private static Optional<Model> model(Parameters parameters) {
    return parameters.text("model").map(ModelNames::model);
  }

  private static String cursor(String text) {
    if (!TaskIds.wellFormed(text)) {
      throw ApiError.invalid("list.after");
    }
    return text;
  }
}
