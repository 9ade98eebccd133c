package dev.afterglow.api.openai;

import dev.afterglow.api.AcceptedTask;
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
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.Tasks;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/videos}: makes, shows and deletes videos. */
final class Videos {
  private static final int DEFAULT_PAGE = 20;

  private final Tasks tasks;
  private final GenerationService generation;
  private final PictureRule pictures;
  private final VideoView view;

  Videos(Tasks tasks, GenerationService generation, PictureRule pictures) {
    this.tasks = tasks;
    this.generation = generation;
    this.pictures = pictures;
    this.view = new VideoView(tasks);
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
    int limit = limit(exchange);
    boolean newestFirst = newestFirst(exchange);
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
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("object", "list");
    body.put("data", videos);
    body.put("first_id", videos.isEmpty() ? null : videos.getFirst().get("id"));
    body.put("last_id", videos.isEmpty() ? null : videos.getLast().get("id"));
    body.put("has_more", page.next().isPresent() || shown.size() < page.tasks().size());
    return Answer.json(body);
  }

  /** {@code GET /v1/videos/{id}}. */
  Answer retrieve(Exchange exchange) {
    return view.answer(find(exchange), exchange);
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

  /** The task behind a video's id, which stands in this place of the request. */
  Task find(String id, String param, Exchange exchange) {
    return VideoIds.task(id)
        .flatMap(taskId -> tasks.find(exchange.caller().ownerId(), taskId))
        .orElseThrow(() -> OpenAiErrors.noVideo(param));
  }

  private static int limit(Exchange exchange) {
    Optional<String> said = exchange.query("limit").filter(text -> !text.isEmpty());
    if (said.isEmpty()) {
      return DEFAULT_PAGE;
    }
    if (!said.get().matches("\\d{1,3}") || Integer.parseInt(said.get()) > TaskQuery.LARGEST_PAGE) {
      throw OpenAiErrors.invalid("limit", "invalid_value", "openai.limit", TaskQuery.LARGEST_PAGE);
    }
    return Integer.parseInt(said.get());
  }

  private static boolean newestFirst(Exchange exchange) {
    String order = exchange.query("order").filter(text -> !text.isEmpty()).orElse("desc");
    return switch (order) {
      case "desc" -> true;
      case "asc" -> false;
      default -> throw OpenAiErrors.value("order", order, List.of("asc", "desc"));
    };
  }
}
