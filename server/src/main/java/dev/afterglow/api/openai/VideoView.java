package dev.afterglow.api.openai;

import dev.afterglow.api.Failures;
import dev.afterglow.api.Making;
import dev.afterglow.generation.FrameSize;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Exchange;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as OpenAI's video object shows them: all thirteen members, always, and after them what this
 * server says of its own ({@link Making}). Times are whole unix seconds.
 */
final class VideoView {
  /** Polled so often at most; the clients' own default is the first. */
  private static final int LEAST_POLL_MILLIS = 1_000;

  private static final int MOST_POLL_MILLIS = 10_000;
  private static final int POLLS_IN_ALL = 20;

  private final Tasks tasks;
  private final Making making;

  VideoView(Tasks tasks, Making making) {
    this.tasks = tasks;
    this.making = making;
  }

  /** The words for where a video stands. */
  enum Status {
    QUEUED,
    IN_PROGRESS,
    COMPLETED,
    FAILED;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(DisplayStatus stage) {
      return switch (stage) {
        case WAITING -> QUEUED;
        case SENDING, MAKING, STORING, CHECKING -> IN_PROGRESS;
        case COMPLETED, EXPIRED -> COMPLETED;
        case FAILED, CANCELLED -> FAILED;
      };
    }
  }

  /** One video as an answer, which says when to ask again if there is more to come. */
  Answer answer(Task task, Exchange exchange) {
    Answer answer = Answer.json(show(List.of(task), exchange).getFirst());
    return task.state() instanceof TaskState.Open
        ? answer.with("openai-poll-after-ms", Integer.toString(pollMillis(task)))
        : answer;
  }

  /** Several videos of one owner. */
  List<Map<String, @Nullable Object>> show(List<Task> shown, Exchange exchange) {
    return show(shown, exchange.caller().ownerId(), exchange::text);
  }

  /**
   * Several videos of one owner, for whoever reads these texts.
   *
   * @param texts chooses the language
   */
  List<Map<String, @Nullable Object>> show(
      List<Task> shown, String ownerId, Function<Text, String> texts) {
    Map<String, TaskParticulars> particulars =
        shown.isEmpty()
            ? Map.of()
            : tasks.particulars(ownerId, shown.stream().map(Task::id).toList());
    return shown.stream()
        .map(task -> show(task, Optional.ofNullable(particulars.get(task.id())), texts))
        .toList();
  }

  private Map<String, @Nullable Object> show(
      Task task, Optional<TaskParticulars> particulars, Function<Text, String> texts) {
    Status status = Status.of(task.displayStatus());
    Map<String, @Nullable Object> video = new LinkedHashMap<>();
    video.put("id", VideoIds.of(task.id()));
    video.put("object", "video");
    video.put("model", task.model().id());
    video.put("status", status.wire());
    video.put("progress", task.progressPercent());
    video.put("created_at", task.createdAt().getEpochSecond());
    video.put("completed_at", seconds(task.endedAt()));
    video.put("expires_at", seconds(task.expiresAt()));
    video.put("prompt", particulars.map(TaskParticulars::prompt).orElse(null));
    video.put("size", new FrameSize(task.format().resolution(), task.format().orientation()).id());
    int before = particulars.map(TaskParticulars::secondsBefore).orElse(0);
    video.put("seconds", Integer.toString(before + task.format().seconds()));
    video.put(
        "remixed_from_video_id",
        particulars.flatMap(TaskParticulars::madeFrom).map(VideoIds::of).orElse(null));
    video.put("error", error(task, texts).orElse(null));
    video.putAll(making.members(task));
    return video;
  }

  private static @Nullable Long seconds(Optional<Instant> moment) {
    return moment.map(Instant::getEpochSecond).orElse(null);
  }

  private static Optional<Map<String, Object>> error(Task task, Function<Text, String> texts) {
    return switch (task.state()) {
      case TaskState.Open _, TaskState.Completed _ -> Optional.empty();
      case TaskState.Cancelled _ ->
          Optional.of(error("cancelled", Text.of("task.cancelled"), texts));
      case TaskState.Failed(FailureReason reason) ->
          Optional.of(
              reason == FailureReason.CONTENT_REFUSED
                  ? error("moderation_blocked", Text.of("openai.moderation"), texts)
                  : error(Failures.name(reason), Failures.text(reason), texts));
    };
  }

  private static Map<String, Object> error(String code, Text text, Function<Text, String> texts) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", texts.apply(text));
    return error;
  }

  private static int pollMillis(Task task) {
    long share = task.estimatedSeconds() * 1_000L / POLLS_IN_ALL;
    return Math.clamp(share, LEAST_POLL_MILLIS, MOST_POLL_MILLIS);
  }
}
