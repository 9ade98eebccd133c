package dev.afterglow.batches;

import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes, shows and stops batches for clients. Each method sees one owner's batches only. */
public final class BatchService {
  /** From a batch's creation until nothing of it begins any more. */
  public static final Duration WINDOW = Duration.ofHours(24);

  private static final String PREFIX = "batch_";
  private static final Pattern GRAMMAR = Pattern.compile("batch_[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private final BatchStore store;
  private final InstantSource time;
  private final UlidGenerator ids;
  private final BatchLimits limits;
  private final Runnable newWork;

  /**
   * @param newWork called when there is something to be done at once
   */
  public BatchService(
      Database database,
      InstantSource time,
      UlidGenerator ids,
      BatchLimits limits,
      Runnable newWork) {
    this.store = new BatchStore(database, time);
    this.time = time;
    this.ids = ids;
    this.limits = limits;
    this.newWork = newWork;
  }

  /** Takes a batch, which is on disk when this returns. Nothing in its file is looked at yet. */
  public Creating create(NewBatch wanted) {
    Instant now = Instant.ofEpochMilli(time.millis());
    Batch batch =
        new Batch(
            wanted.ownerId(),
            ids.next(PREFIX),
            wanted.keyId(),
            wanted.inputFileId(),
            BatchStatus.VALIDATING,
            wanted.language(),
            wanted.metadata(),
            wanted.outputLife(),
            Batch.Counts.NONE,
            new Batch.Times(
                now,
                now.plus(WINDOW),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Creating outcome = store.create(batch, wanted.idempotencyKey(), limits.openPerOwner());
    if (outcome instanceof Creating.Created) {
      newWork.run();
    }
    return outcome;
  }

  /** The owner's batch with this id. */
  public Optional<Batch> find(String ownerId, String id) {
    return GRAMMAR.matcher(id).matches() ? store.find(ownerId, id) : Optional.empty();
  }

  /** One page of the owner's batches. */
  public Page<Batch> list(String ownerId, PageQuery page) {
    return store.list(ownerId, page);
  }

  /** How many batches of every owner are open. */
  public long open() {
    return store.countOpen();
  }

  /** Stops a batch: nothing of it begins any more, and what can be stopped is. Repeatable. */
  public CancellingBatch cancel(String ownerId, String id) {
    Optional<Batch> seen = find(ownerId, id);
    if (seen.isEmpty()) {
      return new CancellingBatch.NotFound();
    }
    return switch (seen.get().status()) {
      case VALIDATING, IN_PROGRESS -> {
        Optional<Batch> stopping = store.cancel(seen.get());
        newWork.run();
        yield stopping.isPresent()
            ? new CancellingBatch.Stopping(stopping.get())
            : cancel(ownerId, id); // it has moved on meanwhile, and does so twice at most
      }
      case CANCELLING -> new CancellingBatch.Stopping(seen.get());
      case FINALIZING, COMPLETED, FAILED, EXPIRED, CANCELLED ->
          new CancellingBatch.TooLate(seen.get());
    };
  }
}
