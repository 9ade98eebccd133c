package dev.afterglow.tasks.store;

import dev.afterglow.routing.SegmentPlan;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Beginning;
import dev.afterglow.tasks.Callback;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.PictureFacts;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.AttemptRows.TaskKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The only place that writes tasks and attempts. Works inside its caller's transaction. */
final class TaskWriter {
  private static final String INSERT =
      "insert into task (owner_id, id, revision, key_id, state, attempt, cell, model, resolution,"
          + " orientation, seconds, seed, picture_format, picture_width, picture_height, progress,"
          + " cancel_requested, estimated_seconds, price_micros, charged_micros, created_ms, prompt)"
          + " values (?, ?, 0, ?, 'queued', 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, 0, ?, ?)";

  private static final String MOVE =
      "update task set revision = revision + 1, state = ?, attempt = attempt + ?"
          + " where owner_id = ? and id = ? and revision = ? and ended_ms is null"
          + " returning attempt";

  private static final String END =
      "update task set revision = revision + 1, state = ?, failure = ?, film_bytes = ?,"
          + " progress = case when ? then 100 else progress end, charged_micros = ?,"
          + " ended_ms = coalesce(ended_ms, ?), expires_ms = coalesce(expires_ms, ?)"
          + " where owner_id = ? and id = ? and revision = ?";

  private final QueueDepth depth = new QueueDepth();
  private final String node;
  private final Duration filmLife;

  TaskWriter(String node, Duration filmLife) {
    this.node = node;
    this.filmLife = filmLife;
  }

  /** Adds a new task, which waits. */
  void insert(Connection tx, Task task, String prompt) throws SQLException {
    Optional<PictureFacts> picture = task.picture();
    Statements.change(
        tx,
        INSERT,
        task.ownerId(),
        task.id(),
        task.keyId(),
        task.cell().text(),
        task.model().id(),
        task.format().resolution().id(),
        task.format().orientation().name(),
        task.format().seconds(),
        task.spec().seed(),
        picture.map(facts -> facts.format().name()).orElse(null),
        picture.map(PictureFacts::width).orElse(null),
        picture.map(PictureFacts::height).orElse(null),
        task.estimatedSeconds(),
        task.priceMicros(),
        task.createdAt().toEpochMilli(),
        prompt);
    depth.join(tx, task.ownerId());
  }

  /** Notes of which other task's film a new task makes a new version. */
  void madeFrom(Connection tx, Task task, String sourceId) throws SQLException {
    Statements.change(
        tx,
        "insert into task_origin (owner_id, task_id, source_id) values (?, ?, ?)",
        task.ownerId(),
        task.id(),
        sourceId);
  }

  /** Notes which film a new task goes on from. */
  void beginsWith(Connection tx, Task task, Beginning beginning) throws SQLException {
    Statements.change(
        tx,
        "insert into task_beginning (owner_id, task_id, source_id, seconds) values (?, ?, ?, ?)",
        task.ownerId(),
        task.id(),
        beginning.taskId(),
        beginning.seconds());
  }

  /** Notes where a new task's owner wants to be told of its end. */
  void callback(Connection tx, Task task, Callback callback) throws SQLException {
    Statements.change(
        tx,
        "insert into task_callback (owner_id, task_id, url, language, base_url)"
            + " values (?, ?, ?, ?, ?)",
        task.ownerId(),
        task.id(),
        callback.url(),
        callback.language(),
        callback.baseUrl());
  }

  /**
   * Begins a new attempt, if the task is still at the revision that the caller saw.
   *
   * @return whether it was
   */
  boolean begin(Connection tx, Task seen, int segment, String engine, SegmentPlan plan, Instant at)
      throws SQLException {
    Optional<Integer> seq = move(tx, seen, "working", 1);
    if (seq.isPresent()) {
      AttemptRows.insert(tx, next(seen), seq.get(), segment, engine, plan, at, node);
    }
    return seq.isPresent();
  }

  /** So many tasks of an owner have begun that were waiting. */
  void begun(Connection tx, String ownerId, int tasks) throws SQLException {
    depth.leave(tx, ownerId, tasks);
  }

  /**
   * Moves the attempt in hand to another state, and the task with it, if the task is still at the
   * revision that the caller saw.
   *
   * @param sentAt when the attempt was handed over, if only now: it may have waited for its turn,
   *     and its deadline counts from when it really left
   * @return whether it was
   */
  boolean advance(
      Connection tx,
      Task seen,
      Attempt attempt,
      Attempt.State to,
      OptionalLong costMicros,
      Optional<Instant> sentAt,
      Instant at)
      throws SQLException {
    boolean last = to instanceof Attempt.State.Made && !attempt.hasNext();
    Optional<Integer> moved = move(tx, seen, last ? "finishing" : "working", 0);
    if (moved.isPresent()) {
      AttemptRows.update(
          tx, next(seen), attempt.seq(), to, costMicros, sentAt, attempt.endingAt(at));
    }
    return moved.isPresent();
  }

  /** As {@link #advance}, for an attempt that is handed over once more. */
  boolean resend(Connection tx, Task seen, Attempt attempt, Instant at) throws SQLException {
    boolean moved = move(tx, seen, "working", 0).isPresent();
    if (moved) {
      AttemptRows.resend(tx, next(seen), attempt.seq(), at);
    }
    return moved;
  }

  /**
   * Puts a task back to its place in the queue.
   *
   * @param left the last state of the attempt in hand; empty to forget it
   */
  boolean requeue(
      Connection tx,
      Task seen,
      Attempt attempt,
      Optional<Attempt.State> left,
      OptionalLong costMicros,
      Instant at)
      throws SQLException {
    boolean moved = move(tx, seen, "queued", left.isPresent() ? 0 : -1).isPresent();
    if (moved && left.isPresent()) {
      AttemptRows.update(
          tx,
          next(seen),
          attempt.seq(),
          left.get(),
          costMicros,
          Optional.empty(),
          attempt.endingAt(at));
    } else if (moved) {
      AttemptRows.delete(tx, next(seen), attempt.seq());
    }
    if (moved) {
      depth.join(tx, seen.ownerId());
    }
    return moved;
  }

  /**
   * Gives a task its last state, or notes that its film has expired, if it is still at the revision
   * that the caller saw.
   *
   * @return whether it was
   */
  boolean end(Connection tx, Task seen, TaskState.Ended to, Instant at) throws SQLException {
    Cells cells = Cells.of(to);
    boolean completed = to instanceof TaskState.Completed;
    int changed =
        Statements.change(
            tx,
            END,
            cells.state,
            cells.failure,
            cells.filmBytes,
            completed,
            completed ? seen.priceMicros() : 0,
            at.toEpochMilli(),
            completed ? at.plus(filmLife).toEpochMilli() : null,
            seen.ownerId(),
            seen.id(),
            seen.revision());
    if (changed == 1 && seen.state() instanceof TaskState.Queued) {
      depth.leave(tx, seen.ownerId());
    }
    return changed == 1;
  }

  /** The attempt in hand ends together with its task. */
  void endAttempt(
      Connection tx,
      Task seen,
      Attempt attempt,
      Attempt.State to,
      OptionalLong costMicros,
      Instant at)
      throws SQLException {
    AttemptRows.update(
        tx, next(seen), attempt.seq(), to, costMicros, Optional.empty(), attempt.endingAt(at));
  }

  private static Optional<Integer> move(Connection tx, Task seen, String state, int attempts)
      throws SQLException {
    return Statements.first(
        tx,
        row -> row.getInt(1),
        MOVE,
        state,
        attempts,
        seen.ownerId(),
        seen.id(),
        seen.revision());
  }

  private static TaskKey next(Task seen) {
    return new TaskKey(seen.ownerId(), seen.id(), seen.revision() + 1);
  }

  /** What a last state says in the columns that belong to states. */
  private record Cells(String state, @Nullable String failure, @Nullable Long filmBytes) {
    static Cells of(TaskState.Ended state) {
      return switch (state) {
        case TaskState.Completed completed ->
            new Cells(completed.expired() ? "expired" : "completed", null, completed.bytes());
        case TaskState.Failed(FailureReason reason) -> new Cells("failed", reason.name(), null);
        case TaskState.Cancelled _ -> new Cells("cancelled", null, null);
      };
    }
  }
}
