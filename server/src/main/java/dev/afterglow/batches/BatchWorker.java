package dev.afterglow.batches;

import dev.afterglow.batches.BatchLine.State;
import dev.afterglow.batches.LineRequests.Asked;
import dev.afterglow.generation.Principal;
import dev.afterglow.objects.StoreUnavailable;
import dev.afterglow.objects.StoredObject;
import dev.afterglow.sql.Database;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a task of each line of each batch, a few of one owner at a time, and writes down how they
 * end. Each turn goes on from what the database says, so that a crash costs nothing but time: a
 * line whose task was made and not noted is asked again under the same idempotency key, which
 * answers with that task.
 */
public final class BatchWorker {
  /** How long an ended batch is shown. */
  private static final Duration BATCH_LIFE = Duration.ofDays(30);

  private static final System.Logger LOG = System.getLogger(BatchWorker.class.getName());

  /** So that nobody who wants the batch to stop waits for long. */
  private static final int ASKED_IN_A_TURN = 100;

  /** Idempotency keys live as long as a window: the last questions come well before. */
  private static final Duration LAST_QUESTION = Duration.ofMinutes(10);

  private static final int MOST_FAULTS = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration PAUSE_WHEN_FULL = Duration.ofSeconds(15);

  private final BatchStore store;
  private final FileStore files;
  private final LineRequests requests;
  private final Tasks tasks;
  private final KeyHolders keys;
  private final InstantSource time;
  private final BatchLimits limits;
  private final Validate validate;
  private final Finalize finalize;
  private final Map<String, Integer> faults = new ConcurrentHashMap<>();

  /** Says what a key may do now. */
  @FunctionalInterface
  public interface KeyHolders {
    /** Who asks with a key; empty if it may make nothing any more. */
    Optional<Principal> holder(String keyId);
  }

  /** Works over these parts. */
  public BatchWorker(
      Database database,
      FileStore files,
      LineRequests requests,
      Tasks tasks,
      KeyHolders keys,
      InstantSource time,
      BatchLimits limits) {
    this.store = new BatchStore(database, time);
    this.files = files;
    this.requests = requests;
    this.tasks = tasks;
    this.keys = keys;
    this.time = time;
    this.limits = limits;
    this.validate = new Validate(store, files, requests, limits.lines());
    this.finalize = new Finalize(store, files, requests);
  }

  /** Owners for whom there is something to do. */
  List<String> owners() {
    return store.owners();
  }

  /**
   * Does what can be done now for one owner's batches, oldest first. For one thread of an owner at
   * a time.
   *
   * @return when to look again
   */
  public Duration turn(String ownerId) throws IOException {
    boolean full = !files.hasRoom();
    int asked = 0;
    for (Batch open : store.open(ownerId)) {
      if (open.status() == BatchStatus.VALIDATING) {
        validate.take(open);
      }
      Batch batch = store.find(ownerId, open.id()).orElse(open);
      review(batch);
      batch = stopIfDue(batch);
      if (batch.status() == BatchStatus.IN_PROGRESS && !full) {
        Submitting outcome = submit(batch, ASKED_IN_A_TURN - asked);
        asked += outcome.asked();
        full = outcome.full();
      }
      endIfDone(batch);
    }
    return full ? PAUSE_WHEN_FULL : asked == ASKED_IN_A_TURN ? Duration.ZERO : PAUSE;
  }

  /** Deletes files and batches whose time is over. */
  public void sweep() throws IOException {
    files.sweep();
    store.forget(BATCH_LIFE);
  }

  /** Notes which tasks have ended. */
  private void review(Batch batch) {
    for (BatchLine line : store.lines(batch, State.MADE, limits.runningPerOwner())) {
      Optional<Task> task = tasks.find(batch.ownerId(), line.taskId().orElseThrow());
      // One that its owner has deleted is gone, whatever it was.
      Optional<State> end = task.isEmpty() ? Optional.of(State.FAILED) : end(task.get(), batch);
      end.ifPresent(how -> store.ended(batch, line, how));
    }
  }

  private Optional<State> end(Task task, Batch batch) {
    return switch (task.state()) {
      case TaskState.Open _ -> Optional.empty();
      case TaskState.Completed _ -> Optional.of(State.COMPLETED);
      case TaskState.Failed _ -> Optional.of(State.FAILED);
      case TaskState.Cancelled _ ->
          Optional.of(
              switch (batch.status()) {
                case CANCELLING -> State.CANCELLED;
                case FINALIZING -> State.EXPIRED;
                case VALIDATING, IN_PROGRESS, FAILED, COMPLETED, EXPIRED, CANCELLED -> State.FAILED;
              });
    };
  }

  /** Stops what its owner or its window has ended; the batch as it is afterwards. */
  private Batch stopIfDue(Batch seen) {
    Batch batch = seen;
    boolean over = !time.instant().isBefore(batch.times().expiresAt());
    if (batch.status() == BatchStatus.IN_PROGRESS && over) {
      store.finalizing(batch);
      batch = store.find(batch.ownerId(), batch.id()).orElse(batch);
    }
    switch (batch.status()) {
      case CANCELLING -> {
        if (batch.times().inProgressAt().isEmpty()) {
          store.beginAnew(batch); // it was being looked through, and nothing has begun
        }
        stop(batch, State.CANCELLED);
      }
      case FINALIZING -> stop(batch, State.EXPIRED);
      case VALIDATING, IN_PROGRESS, FAILED, COMPLETED, EXPIRED, CANCELLED -> {}
    }
    return batch;
  }

  /** What an engine has begun and cannot stop goes on: its film is paid, and handed over. */
  private void stop(Batch batch, State how) {
    store.stop(batch, how);
    for (BatchLine line : store.lines(batch, State.MADE, limits.runningPerOwner())) {
      Cancelling outcome = tasks.cancel(batch.ownerId(), line.taskId().orElseThrow());
      if (outcome instanceof Cancelling.Stopped) {
        store.ended(batch, line, how);
      }
    }
  }

  /** How many lines were asked, and whether there is no room for more at this moment. */
  private record Submitting(int asked, boolean full) {}

  private Submitting submit(Batch batch, int most) throws IOException {
    int room = limits.runningPerOwner() - store.countMade(batch.ownerId());
    if (room <= 0 || most <= 0) {
      return new Submitting(0, false);
    }
    List<BatchLine> waiting = store.lines(batch, State.WAITING, most);
    Optional<StoredFile> input = files.kept(batch.ownerId(), batch.inputFileId());
    if (waiting.isEmpty() || input.isEmpty()) {
      return new Submitting(0, false);
    }
    int asked = 0;
    try (StoredObject file = files.read(input.get())) {
      for (BatchLine line : waiting) {
        if (room == 0 || !mayAsk(batch)) {
          break;
        }
        asked++;
        switch (ask(batch, line, LineReader.at(file, line))) {
          case Asked.Accepted(String taskId) -> {
            if (!store.made(batch, line, taskId)) {
              tasks.cancel(batch.ownerId(), taskId); // another node has ended the batch meanwhile
            }
            room--;
          }
          case Asked.Refused(BatchLine.Refusal refusal) -> store.refused(batch, line, refusal);
          case Asked.Later _ -> {
            return new Submitting(asked, true);
          }
        }
      }
    }
    return new Submitting(asked, false);
  }

  private boolean mayAsk(Batch batch) {
    return time.instant().isBefore(batch.times().expiresAt().minus(LAST_QUESTION))
        && store
            .find(batch.ownerId(), batch.id())
            .filter(now -> now.status() == BatchStatus.IN_PROGRESS)
            .isPresent();
  }

  /** A line that breaks something is not asked for ever: it would hold up those behind it. */
  private Asked ask(Batch batch, BatchLine line, byte[] content) {
    String key = batch.id() + "/" + line.number();
    try {
      Asked outcome = requests.ask(batch, keys.holder(batch.keyId()), key, content);
      faults.remove(key);
      return outcome;
    } catch (RuntimeException fault) {
      if (fault.getCause() instanceof StoreUnavailable) {
        return new Asked.Later(); // nothing is wrong with the line
      }
      LOG.log(System.Logger.Level.ERROR, "line " + key + " could not be asked", fault);
      if (faults.merge(key, 1, Integer::sum) < MOST_FAULTS) {
        return new Asked.Later();
      }
      faults.remove(key);
      return new Asked.Refused(requests.broken(batch));
    }
  }

  private void endIfDone(Batch batch) throws IOException {
    boolean begun =
        switch (batch.status()) {
          case IN_PROGRESS, FINALIZING, CANCELLING -> true;
          case VALIDATING, FAILED, COMPLETED, EXPIRED, CANCELLED -> false;
        };
    if (!begun
        || !files.hasRoom()
        || !store.lines(batch, State.WAITING, 1).isEmpty()
        || !store.lines(batch, State.MADE, 1).isEmpty()) {
      return;
    }
    Batch last = batch;
    if (batch.status() == BatchStatus.IN_PROGRESS) {
      store.finalizing(batch);
      last = store.find(batch.ownerId(), batch.id()).orElse(batch);
    }
    if (!last.status().ended()) { // or another node has written its files already
      finalize.take(last);
    }
  }
}
