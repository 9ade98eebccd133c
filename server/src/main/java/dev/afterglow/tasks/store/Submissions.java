package dev.afterglow.tasks.store;

import dev.afterglow.ledger.HoldOutcome;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.GenerateRequest;
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

/** Accepts tasks: task, hold and idempotency record in one transaction, or none of them. */
public final class Submissions {
  private final TaskStore store;
  private final QueueBounds bounds;
  private final Checkpoint.Listener checkpoints;
  private final TaskWriter writer;
  private final Waiting waiting = new Waiting();
  private final Paces paces = new Paces();
  private final IdempotencyRecords records = new IdempotencyRecords();

  Submissions(TaskStore store, QueueBounds bounds, Checkpoint.Listener checkpoints) {
    this.store = store;
    this.bounds = bounds;
    this.checkpoints = checkpoints;
    this.writer = store.writer();
  }

  /**
   * A request with everything decided that needs no database.
   *
   * @param engine the name of the engine that is to make the film
   * @param concurrency how many films that engine makes at once
   * @param priceMicros what it costs, in micro-dollars, from now on fixed
   */
  public record Draft(
      String taskId,
      String ownerId,
      String keyId,
      GenerateRequest request,
      long seed,
      String engine,
      int concurrency,
      long priceMicros) {}

  /**
   * Accepts the draft, or says why not. If the transaction's outcome is unclear, what is on disk
   * decides: a task that is there was accepted, whatever the failure said.
   */
  public Submitted accept(Draft draft, Optional<Idempotency> idempotency) {
    try {
      return store.database().write(tx -> accept(tx, draft, idempotency));
    } catch (RuntimeException failure) {
      return onDisk(draft, idempotency, failure).orElseThrow(() -> failure);
    }
  }

  /** What an earlier request under this key became; empty if there is none to be remembered. */
  public Optional<Submitted> earlier(String ownerId, Idempotency idempotency) {
    return store.database().read(tx -> earlier(tx, ownerId, idempotency));
  }

  private Submitted accept(Connection tx, Draft draft, Optional<Idempotency> idempotency)
      throws SQLException {
    Optional<Submitted> before = repeated(tx, draft, idempotency);
    if (before.isPresent()) {
      return before.get();
    }
    if (waiting.of(tx, draft.ownerId()) >= bounds.perOwner()) {
      return new Submitted.QueueFull(true, bounds.perOwner());
    }
    long ahead = waiting.inAll(tx);
    if (ahead >= bounds.inAll()) {
      return new Submitted.QueueFull(false, bounds.inAll());
    }
    Instant now = store.time().instant();
    HoldOutcome hold =
        store
            .ledger()
            .hold(tx, draft.ownerId(), draft.keyId(), draft.taskId(), draft.priceMicros(), now);
    return switch (hold) {
      case HoldOutcome.Insufficient(long priceMicros, long availableMicros) ->
          new Submitted.Insufficient(priceMicros, availableMicros);
      case HoldOutcome.CapReached reached ->
          new Submitted.CapReached(
              reached.period() == HoldOutcome.Period.DAY,
              reached.capMicros(),
              reached.leftMicros(),
              reached.priceMicros());
      case HoldOutcome.Held _ -> {
        checkpoints.passed(Checkpoint.HELD);
        Task task = task(draft, now, estimate(tx, draft, ahead));
        writer.insert(tx, task);
        if (idempotency.isPresent()) {
          records.add(tx, draft.ownerId(), idempotency.get(), draft.taskId(), now);
        }
        yield new Submitted.Accepted(task);
      }
    };
  }

  private Optional<Submitted> repeated(
      Connection tx, Draft draft, Optional<Idempotency> idempotency) throws SQLException {
    return idempotency.isPresent()
        ? earlier(tx, draft.ownerId(), idempotency.get())
        : Optional.empty();
  }

  private Optional<Submitted> earlier(Connection tx, String ownerId, Idempotency idempotency)
      throws SQLException {
    Optional<IdempotencyRecords.Known> known =
        records.find(tx, ownerId, idempotency.key(), store.time().instant());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return known.get().bodyHash().equals(idempotency.bodyHash())
        ? TaskQueries.find(tx, ownerId, known.get().taskId()).map(Submitted.Replayed::new)
        : Optional.of(new Submitted.KeyReused());
  }

  /** As if every task that waits took as long as this one and this engine made them all. */
  private Duration estimate(Connection tx, Draft draft, long ahead) throws SQLException {
    Duration pace = paces.expect(tx, draft.engine(), draft.request().shape());
    return pace.plus(pace.multipliedBy(ahead).dividedBy(draft.concurrency()));
  }

  private Optional<Submitted> onDisk(
      Draft draft, Optional<Idempotency> idempotency, RuntimeException failure) {
    try {
      return store
          .database()
          .read(tx -> {
            Optional<Submitted> accepted =
                TaskQueries.find(tx, draft.ownerId(), draft.taskId()).map(Submitted.Accepted::new);
            return accepted.isPresent() ? accepted : repeated(tx, draft, idempotency);
          });
    } catch (RuntimeException unreadable) {
      failure.addSuppressed(unreadable);
      return Optional.empty();
    }
  }

  private static Task task(Draft draft, Instant now, Duration estimate) {
    GenerateRequest request = draft.request();
    return new Task(
        draft.taskId(),
        draft.ownerId(),
        draft.keyId(),
        request.model(),
        request.shape(),
        request.prompt(),
        draft.seed(),
        request.picture().map(PictureFacts::of),
        draft.engine(),
        new TaskState.Queued(),
        0,
        Math.clamp(estimate.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE),
        draft.priceMicros(),
        0,
        Instant.ofEpochMilli(now.toEpochMilli()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        0);
  }
}
