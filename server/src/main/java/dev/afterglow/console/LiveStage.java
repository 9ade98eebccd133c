package dev.afterglow.console;

import dev.afterglow.events.Snapshot;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.events.Watcher;
import dev.afterglow.events.Watching;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.pages.Pages;
import dev.afterglow.signin.ConsoleKeys;
import dev.afterglow.signin.Sessions;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Text;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets the pages of one task follow it. Whoever follows takes the same places as clients of the
 * API's events, in the name of the console's own key, and is let in by the session alone.
 */
final class LiveStage {
  private static final int RETRY_SECONDS = 5;

  private final Pages pages;
  private final Tasks tasks;
  private final TaskWatch watch;
  private final TaskPages sheets;
  private final ConsoleKeys keys;
  private final Sessions sessions;
  private final LongSupplier nanoTime;

  LiveStage(
      Pages pages,
      Tasks tasks,
      TaskWatch watch,
      TaskPages sheets,
      ConsoleKeys keys,
      Sessions sessions,
      LongSupplier nanoTime) {
    this.pages = pages;
    this.tasks = tasks;
    this.watch = watch;
    this.sheets = sheets;
    this.keys = keys;
    this.sessions = sessions;
    this.nanoTime = nanoTime;
  }

  /** The events of a task of the visitor's. */
  Answer events(Visitor visitor, Task task) {
    if (!visitor.exchange().mayWait()) {
      throw ApiError.of(ErrorKind.RATE_LIMIT, Text.of("events.connection"))
          .retryAfter(RETRY_SECONDS);
    }
    String owner = visitor.ownerId();
    Watching watching =
        watch
            .watch(
                new Watcher(owner, keys.of(owner), visitor.exchange().client()),
                task.id(),
                () -> tasks.find(owner, task.id()),
                tasks::ahead)
            .orElseThrow(ApiError::notFound);
    String prompt = sheets.prompt(visitor, task);
    StageStream stream =
        new StageStream(
            watching,
            now -> stage(visitor, now, prompt),
            () -> sessions.lasts(visitor.session().token()),
            watch.limits().heartbeat(),
            watch.limits().longestStream(),
            nanoTime);
    return Answer.live(StageStream.MEDIA_TYPE, stream)
        .with("X-Accel-Buffering", "no"); // nginx would keep the events until there are many
  }

  private String stage(Visitor visitor, Snapshot now, String prompt) {
    TaskSheet sheet = sheets.sheet(visitor);
    return pages.html(
        "console/stage",
        visitor.page(),
        Map.of(
            "stage",
            sheet.stage(now.task(), now.ahead().orElse(0)),
            "facts",
            sheets.facts(visitor, now.task(), prompt)));
  }
}
