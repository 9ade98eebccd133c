package dev.afterglow.tasks.store;

import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.PictureFacts;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The only place that writes tasks. Works inside its caller's transaction. */
final class TaskWriter {
  private static final String INSERT =
      "insert into task (owner_id, id, revision, key_id, engine, state, model, resolution,"
          + " orientation, seconds, seed, picture_format, picture_width, picture_height, progress,"
          + " cancel_requested, estimated_seconds, price_micros, charged_micros, created_ms, prompt)"
          + " values (?, ?, 0, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, 0, ?, ?)";

  private static final String CHANGE =
      "update task set revision = revision + 1, state = ?, ticket = ?, failure = ?, film_bytes = ?,"
          + " progress = case when ? then 100 else progress end, charged_micros = ?,"
          + " sent_ms = coalesce(sent_ms, ?), ended_ms = coalesce(ended_ms, ?),"
          + " expires_ms = coalesce(expires_ms, ?)"
          + " where owner_id = ? and id = ? and revision = ? returning "
          + TaskRows.COLUMNS;

  private final Waiting waiting = new Waiting();
  private final Duration filmLife;

  TaskWriter(Duration filmLife) {
    this.filmLife = filmLife;
  }

  /** Adds a new task, which waits. */
  void insert(Connection tx, Task task) throws SQLException {
    Optional<PictureFacts> picture = task.picture();
    Statements.change(
        tx,
        INSERT,
        task.ownerId(),
        task.id(),
        task.keyId(),
        task.engine(),
        task.model().id(),
        task.shape().resolution().id(),
        task.shape().orientation().name(),
        task.shape().seconds(),
        task.seed(),
        picture.map(facts -> facts.format().name()).orElse(null),
        picture.map(PictureFacts::width).orElse(null),
        picture.map(PictureFacts::height).orElse(null),
        task.estimatedSeconds(),
        task.priceMicros(),
        task.createdAt().toEpochMilli(),
        task.prompt());
    waiting.join(tx, task.ownerId());
  }

  /**
   * Moves a task to another state, if it is still at the revision that the caller saw.
   *
   * @return the task as it is now; empty if somebody else changed it first, and then nothing is
   *     written
   */
  Optional<Task> change(Connection tx, Task seen, TaskState to, Instant at) throws SQLException {
    Cells cells = Cells.of(to);
    long millis = at.toEpochMilli();
    boolean completed = to instanceof TaskState.Completed;
    Optional<Task> changed =
        Statements.first(
            tx,
            TaskRows::read,
            CHANGE,
            cells.state,
            cells.ticket,
            cells.failure,
            cells.filmBytes,
            completed,
            completed ? seen.priceMicros() : 0,
            to instanceof TaskState.Sending ? millis : null,
            to instanceof TaskState.Ended ? millis : null,
            completed ? at.plus(filmLife).toEpochMilli() : null,
            seen.ownerId(),
            seen.id(),
            seen.revision());
    if (changed.isPresent()) {
      recount(tx, seen, to);
    }
    return changed;
  }

  private void recount(Connection tx, Task before, TaskState to) throws SQLException {
    boolean waited = before.state() instanceof TaskState.Queued;
    boolean waits = to instanceof TaskState.Queued;
    if (waited && !waits) {
      waiting.leave(tx, before.ownerId());
    } else if (waits && !waited) {
      waiting.join(tx, before.ownerId());
    }
  }

  /** What a state says in the columns that belong to states. */
  private record Cells(
      String state, @Nullable String ticket, @Nullable String failure, @Nullable Long filmBytes) {
    static Cells of(TaskState state) {
      return switch (state) {
        case TaskState.Queued _ -> new Cells("queued", null, null, null);
        case TaskState.Sending _ -> new Cells("sending", null, null, null);
        case TaskState.Running running ->
            new Cells("running", running.ticket().value(), null, null);
        case TaskState.Storing storing ->
            new Cells("storing", storing.ticket().value(), null, null);
        case TaskState.Unknown _ -> new Cells("unknown", null, null, null);
        case TaskState.Completed completed ->
            new Cells(completed.expired() ? "expired" : "completed", null, null, completed.bytes());
        case TaskState.Failed failed -> new Cells("failed", null, name(failed.reason()), null);
        case TaskState.Cancelled _ -> new Cells("cancelled", null, null, null);
      };
    }

    private static String name(FailureReason reason) {
      return reason.name();
    }
  }
}
