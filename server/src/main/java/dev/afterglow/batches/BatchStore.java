package dev.afterglow.batches;

import dev.afterglow.batches.BatchLine.State;
import dev.afterglow.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Batches and their lines in the database. Each method is one transaction. Whoever changes a
 * batch's status says which one was seen; if somebody else was faster, nothing is changed.
 */
final class BatchStore {
  private final Database database;
  private final InstantSource time;

  BatchStore(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  Creating create(Batch batch, Optional<String> idempotencyKey, int mostOpen) {
    return database.write(tx -> {
      if (idempotencyKey.isPresent()) {
        Optional<Batch> before = BatchRows.withKey(tx, batch.ownerId(), idempotencyKey.get());
        if (before.isPresent()) {
          return before.get().inputFileId().equals(batch.inputFileId())
              ? new Creating.Replayed(before.get())
              : new Creating.KeyReused();
        }
      }
      Optional<StoredFile> file = FileRows.find(tx, batch.ownerId(), batch.inputFileId());
      if (file.filter(one -> now().isBefore(one.expiresAt())).isEmpty()) {
        return new Creating.NoFile();
      }
      if (file.get().purpose() != Purpose.BATCH) {
        return new Creating.NotInput();
      }
      if (BatchRows.countOpen(tx, batch.ownerId()) >= mostOpen) {
        return new Creating.TooMany(mostOpen);
      }
      BatchRows.insert(tx, batch, idempotencyKey);
      return new Creating.Created(batch);
    });
  }

  Optional<Batch> find(String ownerId, String id) {
    return database.read(tx -> BatchRows.find(tx, ownerId, id));
  }

  Page<Batch> list(String ownerId, PageQuery page) {
    return database.read(tx -> BatchRows.list(tx, ownerId, page));
  }

  List<Batch> open(String ownerId) {
    return database.read(tx -> BatchRows.open(tx, ownerId));
  }

  long countOpen() {
    return database.read(BatchRows::countOpen);
  }

  List<String> owners() {
    return database.read(BatchRows::owners);
  }

  /** Begins to stop a batch; empty if it is not there to be stopped any more. */
  Optional<Batch> cancel(Batch seen) {
    return database.write(tx ->
        BatchRows.move(tx, seen, BatchStatus.CANCELLING, "cancelling_ms", now())
            ? BatchRows.find(tx, seen.ownerId(), seen.id())
            : Optional.<Batch>empty());
  }

  /**
   * Forgets what an examination that broke off has noted.
   *
   * @return whether the batch was still as seen; else nothing is changed
   */
  boolean beginAnew(Batch seen) {
    return database.write(tx -> {
      boolean still = BatchRows.still(tx, seen);
      if (still) {
        LineRows.deleteAll(tx, seen);
      }
      return still;
    });
  }

  /**
   * Notes lines.
   *
   * @return whether the batch was still as seen; else nothing is changed
   */
  boolean add(Batch seen, List<BatchLine> lines) {
    return database.write(tx -> {
      boolean still = BatchRows.still(tx, seen);
      if (still) {
        LineRows.insert(tx, seen, lines);
      }
      return still;
    });
  }

  /**
   * The file is sound: its lines may become tasks, if all of them are noted. They are not where
   * another node has begun anew meanwhile: it goes on, and begins the batch.
   *
   * @return whether it has begun
   */
  boolean begin(Batch seen, int lines) {
    return database.write(tx -> {
      boolean whole = BatchRows.still(tx, seen) && LineRows.count(tx, seen) == lines;
      if (whole) {
        BatchRows.move(tx, seen, BatchStatus.IN_PROGRESS, "in_progress_ms", now());
        BatchRows.counts(tx, seen, new Batch.Counts(lines, 0, 0));
      }
      return whole;
    });
  }

  /** The file is no batch. */
  void fail(Batch seen, String errors) {
    database.write(tx -> {
      if (BatchRows.move(tx, seen, BatchStatus.FAILED, "ended_ms", now())) {
        BatchRows.errors(tx, seen, errors);
        LineRows.deleteAll(tx, seen);
      }
      return true;
    });
  }

  List<BatchLine> lines(Batch batch, State state, int most) {
    return database.read(tx -> LineRows.in(tx, batch, state, most));
  }

  List<BatchLine> linesAfter(Batch batch, int number, int most) {
    return database.read(tx -> LineRows.after(tx, batch, number, most));
  }

  int countMade(String ownerId) {
    return database.read(tx -> LineRows.countMade(tx, ownerId));
  }

  /**
   * Notes the task of a line. Another node may have noted it already; or it was refused there, or
   * stopped the line, while the task was made here: then there is a task all the same, and counts.
   *
   * @return false if the batch has ended: nobody waits for the task
   */
  boolean made(Batch batch, BatchLine line, String taskId) {
    return database.write(tx -> {
      Optional<BatchLine> now = LineRows.find(tx, batch, line.number());
      if (now.isPresent() && now.get().taskId().isEmpty()) {
        LineRows.made(tx, batch, line, taskId);
        if (now.get().state() != State.WAITING) {
          BatchRows.ended(tx, batch, 0, -1);
        }
      }
      return now.isPresent();
    });
  }

  /** Notes why there is no task of a line, unless another node has made one or noted the same. */
  void refused(Batch batch, BatchLine line, BatchLine.Refusal refusal) {
    database.write(tx -> {
      boolean noted = LineRows.refused(tx, batch, line, refusal);
      if (noted) {
        BatchRows.ended(tx, batch, 0, 1);
      }
      return noted;
    });
  }

  /** Notes how the task of a line has ended, once. */
  void ended(Batch batch, BatchLine line, State how) {
    int completed = how == State.COMPLETED ? 1 : 0;
    database.write(tx -> {
      boolean noted = LineRows.ended(tx, batch, line, how);
      if (noted) {
        BatchRows.ended(tx, batch, completed, 1 - completed);
      }
      return noted;
    });
  }

  /** Nothing of it begins any more. */
  void finalizing(Batch seen) {
    database.write(tx -> BatchRows.move(tx, seen, BatchStatus.FINALIZING, "finalizing_ms", now()));
  }

  /** No line that waits will begin. */
  void stop(Batch batch, State how) {
    database.write(tx -> {
      BatchRows.ended(tx, batch, 0, LineRows.stop(tx, batch, how));
      return true;
    });
  }

  /**
   * Ends a batch whose files are in their places, unless another node has noted a task meanwhile.
   *
   * @return whether it had not ended before
   */
  boolean end(
      Batch seen,
      BatchStatus how,
      Batch.Counts counts,
      Optional<StoredFile> output,
      Optional<StoredFile> errors) {
    return database.write(tx -> {
      boolean done =
          BatchRows.still(tx, seen)
              && LineRows.in(tx, seen, State.WAITING, 1).isEmpty()
              && LineRows.in(tx, seen, State.MADE, 1).isEmpty()
              && BatchRows.move(tx, seen, how, "ended_ms", now());
      if (done) {
        if (output.isPresent()) {
          FileRows.insert(tx, output.get());
        }
        if (errors.isPresent()) {
          FileRows.insert(tx, errors.get());
        }
        BatchRows.counts(tx, seen, counts);
        BatchRows.files(tx, seen, output, errors);
        LineRows.deleteAll(tx, seen);
      }
      return done;
    });
  }

  /** Forgets batches that ended so long ago. */
  void forget(Duration age) {
    Instant before = now().minus(age);
    int forgotten;
    do {
      forgotten = database.write(tx -> BatchRows.forget(tx, before));
    } while (forgotten > 0);
  }

  private Instant now() {
    return time.instant();
  }
}
