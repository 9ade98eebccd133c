package dev.afterglow.api.openai;

import dev.afterglow.api.AcceptedTask;
import dev.afterglow.api.Making;
import dev.afterglow.events.LiveTasks;
import dev.afterglow.events.Snapshot;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.PictureRule;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.images.ImageReference;
import dev.afterglow.tasks.Deleting;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /v1/videos}: makes, shows and deletes videos. */
final class Videos {
  private static final int DEFAULT_PAGE = 20;

  private final Tasks tasks;
  private final LiveTasks live;
  private final GenerationService generation;
  private final PictureRule pictures;
  private final VideoView view;

  Videos(
      Tasks tasks,
      TaskWatch watch,
      GenerationService generation,
      PictureRule pictures,
      Making making) {
    this.tasks = tasks;
    this.live = new LiveTasks(tasks, watch);
    this.generation = generation;
    this.pictures = pictures;
    this.view = new VideoView(tasks, making);
  }

  /** {@code POST /v1/videos}. */
  Answer create(Exchange exchange) throws IOException {
    CreateBody body = CreateBody.read(Fields.read(exchange));
    return make(body.spec(), body.picture(), exchange);
  }

  /** Asks for a film, whoever has read what is asked. */
  Answer make(GenerationSpec spec, Optional<ImageReference> picture, Exchange exchange) {
    AcceptedTask accepted =
        AcceptedTask.ask(generation, exchange, spec, picture, pictures, InputReference.NAME);
    Answer answer = view.answer(accepted.task(), exchange);
    return accepted.replayed() ? answer.with("Idempotency-Replayed", "true") : answer;
  }

  /** {@code GET /v1/videos?limit=&order=&after=}. */
  Answer list(Exchange exchange) {
    int limit = Lists.limit(exchange, 0, DEFAULT_PAGE, TaskQuery.LARGEST_PAGE);
    boolean newestFirst = Lists.newestFirst(exchange);
    Optional<String> after =
        exchange
            .query("after")
            .filter(id -> !id.isEmpty())
            .map(id -> VideoIds.task(id).orElseThrow(() -> OpenAiErrors.noVideo("after")));
    TaskPage page =
        tasks.list(
            exchange.caller().ownerId(),
            new TaskQuery(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                after,
                newestFirst,
                Math.max(1, limit)));
    List<Task> shown = page.tasks().subList(0, Math.min(limit, page.tasks().size()));
    List<Map<String, @Nullable Object>> videos = view.show(shown, exchange);
    return Answer.json(
        Lists.body(videos, page.next().isPresent() || shown.size() < page.tasks().size()));
  }

  /** {@code GET /v1/videos/{id}?wait=&known_status=}. */
  Answer retrieve(Exchange exchange) {
    Optional<Duration> wait = live.wait(exchange);
    if (wait.isEmpty()) {
      return view.answer(find(exchange), exchange);
    }
    return VideoIds.task(exchange.variable("id"))
        .flatMap(taskId ->
            live.one(
                exchange,
                taskId,
                wait,
                known(exchange),
                seen -> view.answer(seen.task(), exchange)))
        .orElseThrow(() -> OpenAiErrors.noVideo("id"));
  }

  /** Which state the client knows: another one is told at once. */
  private static Predicate<Snapshot> known(Exchange exchange) {
    Optional<String> word = exchange.query("known_status").filter(text -> !text.isEmpty());
    List<String> words =
        List.of(VideoView.Status.values()).stream().map(VideoView.Status::wire).toList();
    if (word.filter(known -> !words.contains(known)).isPresent()) {
      throw LiveTasks.unknownStatus(word.get(), words);
    }
    return seen ->
        word.filter(known -> !VideoView.Status.of(seen.task().displayStatus()).wire().equals(known))
            .isPresent();
  }

  /** {@code DELETE /v1/videos/{id}}. */
  Answer delete(Exchange exchange) {
    String taskId =
        VideoIds.task(exchange.variable("id")).orElseThrow(() -> OpenAiErrors.noVideo("id"));
    return switch (tasks.delete(exchange.caller().ownerId(), taskId)) {
      case Deleting.NotFound _ -> throw OpenAiErrors.noVideo("id");
      case Deleting.StillAtWork(Task task) ->
          // Not 409, which the clients would repeat at once.
          throw OpenAiErrors.invalid(
              "id",
              "video_in_progress",
              task.displayStatus() == DisplayStatus.STORING
                  ? "openai.delete.storing"
                  : "openai.delete.running");
      case Deleting.Deleted _ -> {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", VideoIds.of(taskId));
        body.put("object", "video.deleted");
        body.put("deleted", true);
        yield Answer.json(body);
      }
    };
  }

  /**
   * The task that the path names.
   *
   * @throws ApiError 404 if the caller's owner has none
   */
  Task find(Exchange exchange) {
    return find(exchange.variable("id"), "id", exchange);
  }

  /** How long a task's film is, with that which it goes on from. */
  int seconds(Task task) {
    return secondsBefore(task) + task.format().seconds();
  }

  /** How long the film is which a task's film goes on from; 0 for most. */
  private int secondsBefore(Task task) {
    return Optional.ofNullable(tasks.particulars(task.ownerId(), List.of(task.id())).get(task.id()))
        .map(TaskParticulars::secondsBefore)
        .orElse(0);
  }

  /** The task behind a video's id, which stands in this place of the request. */
  Task find(String id, String param, Exchange exchange) {
    return VideoIds.task(id)
        .flatMap(taskId -> tasks.find(exchange.caller().ownerId(), taskId))
        .orElseThrow(() -> OpenAiErrors.noVideo(param));
  }
}
