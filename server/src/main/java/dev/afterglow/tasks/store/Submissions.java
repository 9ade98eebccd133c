package dev.afterglow.tasks.store;

import dev.afterglow.ledger.HoldOutcome;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.PictureFacts;
import dev.afterglow.tasks.QueueBounds;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Accepts tasks: task, hold and idempotency record, or none of them. Works inside its caller's
 * transaction.
 */
final class Submissions {
  private final TaskWriter writer;
  private final Ledger ledger;
  private final QueueBounds bounds;
  private final Checkpoint.Listener checkpoints;
  private final QueueDepth depth = new QueueDepth();
  private final LatencyHistory latencies = new LatencyHistory();
  private final IdempotencyRecords records = new IdempotencyRecords();

  Submissions(
      TaskWriter writer, Ledger ledger, QueueBounds bounds, Checkpoint.Listener checkpoints) {
    this.writer = writer;
    this.ledger = ledger;
    this.bounds = bounds;
    this.checkpoints = checkpoints;
  }

  Submitted accept(Connection tx, Draft draft, Instant now) throws SQLException {
    Optional<Submitted> before = repeated(tx, draft, now);
    if (before.isPresent()) {
      return before.get();
    }
    if (depth.of(tx, draft.ownerId()) >= bounds.perOwner()) {
      return new Submitted.QueueFull(true, bounds.perOwner());
    }
    long ahead = depth.inAll(tx);
    if (ahead >= bounds.inAll()) {
      return new Submitted.QueueFull(false, bounds.inAll());
    }
    HoldOutcome hold =
        ledger.hold(tx, draft.ownerId(), draft.keyId(), draft.taskId(), draft.priceMicros(), now);
    return switch (hold) {
      case HoldOutcome.Refusal refusal -> new Submitted.Refused(refusal);
      case HoldOutcome.Held _ -> {
        checkpoints.passed(Checkpoint.HELD);
        Task task = task(draft, now, estimate(tx, draft, ahead));
        writer.insert(tx, task, draft.request().prompt().text());
        if (draft.request().madeFrom().isPresent()) {
          writer.madeFrom(tx, task, draft.request().madeFrom().get());
        }
        if (draft.request().beginning().isPresent()) {
          writer.beginsWith(tx, task, draft.request().beginning().get());
        }
        if (draft.request().callback().isPresent()) {
          writer.callback(tx, task, draft.request().callback().get());
        }
        if (draft.idempotency().isPresent()) {
          records.add(tx, draft.ownerId(), draft.idempotency().get(), draft.taskId(), now);
        }
        yield new Submitted.Accepted(task);
      }
    };
  }

  /** What became of a draft whose transaction's outcome is unclear; empty if nothing did. */
  Optional<Submitted> onDisk(Connection tx, Draft draft, Instant now) throws SQLException {
    Optional<Submitted> accepted =
        TaskReads.find(tx, draft.ownerId(), draft.taskId()).map(Submitted.Accepted::new);
    return accepted.isPresent() ? accepted : repeated(tx, draft, now);
  }

  /**
   * As {@link #onDisk}, on a database that may still be at work for a connection which has broken:
   * every submission holds the row of its owner's balance until it has ended.
   */
  Optional<Submitted> decided(Connection tx, Draft draft, Instant now) throws SQLException {
    Statements.first(
        tx,
        row -> row.getString(1),
        "select owner_id from balance where owner_id = ? for update",
        draft.ownerId());
    return onDisk(tx, draft, now);
  }

  private Optional<Submitted> repeated(Connection tx, Draft draft, Instant now)
      throws SQLException {
    return draft.idempotency().isPresent()
        ? earlier(tx, draft.ownerId(), draft.idempotency().get(), now)
        : Optional.empty();
  }

  Optional<Submitted> earlier(Connection tx, String ownerId, Idempotency idempotency, Instant now)
      throws SQLException {
    Optional<IdempotencyRecords.Known> known = records.find(tx, ownerId, idempotency.key(), now);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return known.get().bodyHash().equals(idempotency.bodyHash())
        ? TaskReads.find(tx, ownerId, known.get().taskId()).map(Submitted.Replayed::new)
        : Optional.of(new Submitted.KeyReused());
  }

  /** As if every task that waits took as long as this one and its likely engine made them all. */
  Duration estimate(Connection tx, Draft draft, long ahead) throws SQLException {
    Duration one = latencies.expect(tx, draft.likelyEngine(), draft.request().format());
    return one.plus(one.multipliedBy(ahead).dividedBy(draft.parallel()));
  }

  /** Of a film that goes on from another one, the last frame is as large as the film. */
  private static Optional<PictureFacts> picture(GenerationSpec request) {
    return request
        .picture()
        .map(PictureFacts::of)
        .or(() ->
            request
                .beginning()
                .map(_ ->
                    new PictureFacts(
                        ImageFormat.PNG, request.format().width(), request.format().height())));
  }

  /** The task that a draft becomes. */
  static Task task(Draft draft, Instant now, Duration estimate) {
    GenerationSpec request = draft.request();
    return new Task(
        draft.taskId(),
        draft.ownerId(),
        draft.keyId(),
        new Task.Spec(request.model(), request.format(), draft.seed(), picture(request)),
        new TaskState.Queued(),
        Optional.empty(),
        0,
        new Task.Money(draft.priceMicros(), 0),
        new Task.Times(
            Instant.ofEpochMilli(now.toEpochMilli()),
            Math.clamp(estimate.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE),
            Optional.empty(),
            Optional.empty()),
        false,
        0);
  }
}
