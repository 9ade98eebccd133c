package dev.afterglow.events;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** How the routes of every dialect let their clients wait. The dialect writes the answers. */
public final class LiveTasks {
  private static final int CONNECTION_SECONDS = 5;

  private final Tasks tasks;
  private final TaskWatch watch;

  public LiveTasks(Tasks tasks, TaskWatch watch) {
    this.tasks = tasks;
    this.watch = watch;
  }

  /**
   * How long a request is willing to wait; empty if it is not.
   *
   * @throws ApiError 400 for everything but whole seconds within the bound
   */
  public Optional<Duration> wait(Exchange exchange) {
    return LongPoll.seconds(exchange, watch.limits().longestWait());
  }

  /** 400 for a {@code known_status} that is none. */
  public static ApiError unknownStatus(String said, List<String> accepted) {
    return ApiError.invalid("events.known", Printable.of(said), Argument.Choice.of(accepted))
        .about("known_status")
        .coded("invalid_value");
  }

  /**
   * One task, now or when there is more to tell; empty if the caller's owner has none.
   *
   * @param wait how long the request is willing to wait
   * @param enough which states are told at once, besides the last ones
   */
  public Optional<Answer> one(
      Exchange exchange,
      String taskId,
      Optional<Duration> wait,
      Predicate<Snapshot> enough,
      Function<Snapshot, Answer> answer) {
    if (wait.isEmpty()) {
      return find(exchange, taskId)
          .map(task -> answer.apply(new Snapshot(task, tasks.ahead(task))));
    }
    return watch(exchange, taskId)
        .map(watching ->
            Answer.deferred(
                new LongPoll(
                    watching, wait.get(), enough.or(Snapshot::ended), answer, watch.nanoTime())));
  }

  /**
   * One task's events; empty if the caller's owner has no such task.
   *
   * @param json a state as one line of JSON
   */
  public Optional<Answer> events(
      Exchange exchange, String taskId, Function<Snapshot, String> json) {
    if (!exchange.mayWait()) {
      throw ApiError.of(ErrorKind.RATE_LIMIT, Text.of("events.connection"))
          .retryAfter(CONNECTION_SECONDS);
    }
    return watch(exchange, taskId).map(watching -> stream(exchange, watching, json));
  }

  private Answer stream(Exchange exchange, Watching watching, Function<Snapshot, String> json) {
    EventStream stream = new EventStream(watch, watching, exchange.header("Last-Event-ID"), json);
    if (stream.isOver()) {
      stream.close();
      return Answer.empty(204); // the one answer after which a browser does not come again
    }
    return Answer.live(EventStream.MEDIA_TYPE, stream)
        .with("X-Accel-Buffering", "no"); // nginx would keep the events until there are many
  }

  private Optional<Watching> watch(Exchange exchange, String taskId) {
    return watch.watch(
        new Watcher(exchange.caller().ownerId(), exchange.caller().keyId(), exchange.client()),
        taskId,
        () -> find(exchange, taskId),
        tasks::ahead);
  }

  private Optional<Task> find(Exchange exchange, String taskId) {
    return tasks.find(exchange.caller().ownerId(), taskId);
  }
}
