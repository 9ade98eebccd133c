package dev.afterglow.tasks.store;

import dev.afterglow.ledger.Ledger;
import dev.afterglow.routing.Cell;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.sql.OutcomeUnknown;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.Idempotency;
import dev.afterglow.tasks.Submitted;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskListener;
import dev.afterglow.tasks.TaskPage;
import dev.afterglow.tasks.TaskParticulars;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.store.ClaimRequest.Claimed;
import dev.afterglow.tasks.store.SubmitBatch.Entry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Tasks in PostgreSQL, beside other nodes. What happens often and to many tasks at once is written
 * in batches of one statement each: submissions, the usual changes of attempts, and ends.
 * Everything else, and whatever a batch leaves undecided, goes row by row, as on the other
 * database.
 */
public final class PostgresTaskStore implements TaskStore {
  /** More at once would wait for the same rows. */
  private static final int LANES = 2;

  private static final int MOST_AT_ONCE = 256;

  private static final System.Logger LOG = System.getLogger(PostgresTaskStore.class.getName());

  private final SharedDatabase database;
  private final InstantSource time;
  private final SqlTaskStore rows;
  private final SubmitBatch submitBatch;
  private final EndBatch endBatch;
  private final GroupCommit<Entry, Submitted> submits =
      new GroupCommit<>(LANES, MOST_AT_ONCE, this::acceptTogether);
  private final GroupCommit<Transition.Of, Task> moves =
      new GroupCommit<>(LANES, MOST_AT_ONCE, this::moveTogether);
  private final GroupCommit<Ending.Of, Task> ends =
      new GroupCommit<>(LANES, MOST_AT_ONCE, this::endTogether);
  private final Estimates estimates;

  /**
   * @param counters counts the ends
   * @param endings notes ends, in their transactions, for those who have to hear of them
   * @param listener told of every change after it is on disk
   */
  public PostgresTaskStore(
      SharedDatabase database,
      Ledger ledger,
      InstantSource time,
      StoreSettings settings,
      TaskCounters counters,
      EndingListener endings,
      Checkpoint.Listener checkpoints,
      TaskListener listener) {
    this.database = database;
    this.time = time;
    this.rows =
        new SqlTaskStore(
            database, ledger, time, settings, counters, endings, checkpoints, listener);
    this.estimates = new Estimates(rows::estimate);
    this.submitBatch = new SubmitBatch(settings.bounds());
    this.endBatch = new EndBatch(settings.filmLife(), endings);
  }

  @Override
  public List<Submitted> submit(List<Draft> drafts) {
    List<Submitted> outcomes = new ArrayList<>();
    for (Draft draft : drafts) {
      outcomes.add(submit(draft));
    }
    return outcomes;
  }

  private Submitted submit(Draft draft) {
    if (SubmitBatch.suits(draft)) {
      try {
        Optional<Submitted> accepted =
            submits.write(new Entry(draft, estimates.of(draft, time.millis())));
        if (accepted.isPresent()) {
          return accepted.get();
        }
      } catch (OutcomeUnknown failure) {
        return rows.onDisk(List.of(draft), failure).getFirst();
      }
    }
    return rows.submit(List.of(draft)).getFirst();
  }

  private List<Optional<Submitted>> acceptTogether(List<Entry> entries) {
    return together(
        entries.size(),
        () -> database.writeBeside(tx -> submitBatch.accept(tx, entries, time.instant())));
  }

  /** What a whole batch could not be written for is decided one by one. */
  private static <T> List<Optional<T>> together(int size, Supplier<List<Optional<T>>> batch) {
    try {
      return batch.get();
    } catch (OutcomeUnknown failure) {
      throw failure;
    } catch (DatabaseFailure failure) {
      if (failure.unreachable()) {
        throw failure;
      }
      LOG.log(System.Logger.Level.DEBUG, "a batch is written one by one", failure);
      List<Optional<T>> nothing = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        nothing.add(Optional.empty());
      }
      return nothing;
    }
  }

  @Override
  public List<Optional<Task>> transition(List<Transition.Of> wanted) {
    if (wanted.size() == 1 && MoveBatch.suits(wanted.getFirst())) {
      return List.of(moves.write(wanted.getFirst()));
    }
    return rows.transition(wanted);
  }

  private List<Optional<Task>> moveTogether(List<Transition.Of> wanted) {
    return rows.told(
        wanted.stream().map(Transition.Of::seen).toList(),
        tx -> MoveBatch.apply(tx, wanted, time.instant()));
  }

  @Override
  public List<Optional<Task>> end(List<Ending.Of> wanted) {
    return wanted.size() == 1 ? List.of(ends.write(wanted.getFirst())) : rows.end(wanted);
  }

  private List<Optional<Task>> endTogether(List<Ending.Of> wanted) {
    return rows.counted(
        rows.told(
            wanted.stream().map(Ending.Of::seen).toList(),
            tx -> endBatch.apply(tx, wanted, time.instant())));
  }

  @Override
  public Optional<Submitted> earlier(String ownerId, Idempotency idempotency) {
    return rows.earlier(ownerId, idempotency);
  }

  @Override
  public Claimed claim(ClaimRequest request) {
    return rows.claim(request);
  }

  @Override
  public Optional<Task> progress(Task seen, int percent) {
    return rows.progress(seen, percent);
  }

  @Override
  public void progress(List<Advance> far) {
    rows.progress(far);
  }

  @Override
  public Optional<Task> requestCancel(Task seen, boolean wanted) {
    return rows.requestCancel(seen, wanted);
  }

  @Override
  public Optional<Task> find(String ownerId, String taskId) {
    return rows.find(ownerId, taskId);
  }

  @Override
  public Optional<Task> shown(String ownerId, String taskId) {
    return rows.shown(ownerId, taskId);
  }

  @Override
  public Map<String, TaskParticulars> particulars(String ownerId, List<String> taskIds) {
    return rows.particulars(ownerId, taskIds);
  }

  @Override
  public int secondsBefore(String ownerId, String taskId) {
    return rows.secondsBefore(ownerId, taskId);
  }

  @Override
  public boolean delete(Task seen) {
    return rows.delete(seen);
  }

  @Override
  public Optional<String> prompt(String ownerId, String taskId) {
    return rows.prompt(ownerId, taskId);
  }

  @Override
  public List<Attempt> attempts(String ownerId, String taskId) {
    return rows.attempts(ownerId, taskId);
  }

  @Override
  public List<Task> underWay() {
    return rows.underWay();
  }

  @Override
  public Optional<Task> held(String ownerId, String taskId) {
    return rows.held(ownerId, taskId);
  }

  @Override
  public List<Task> takeOver(List<LastBeat> silent, int most) {
    return rows.takeOver(silent, most);
  }

  @Override
  public List<Task> toStop() {
    return rows.toStop();
  }

  @Override
  public TaskPage page(String ownerId, TaskQuery query) {
    return rows.page(ownerId, query);
  }

  @Override
  public long waiting() {
    return rows.waiting();
  }

  @Override
  public List<Cell> waitingCells() {
    return rows.waitingCells();
  }

  @Override
  public OptionalInt ahead(Task task) {
    return rows.ahead(task);
  }

  @Override
  public Map<String, Integer> ahead(List<Task> waiting) {
    return rows.ahead(waiting);
  }

  @Override
  public Map<String, String> withPictures() {
    return rows.withPictures();
  }

  @Override
  public UsageReport usage() {
    return rows.usage();
  }

  @Override
  public AttemptWords words() {
    return rows.words();
  }

  @Override
  public List<Task> overdueFilms(Optional<Task> after) {
    return rows.overdueFilms(after);
  }

  @Override
  public void expired(List<Task> films) {
    rows.expired(films);
  }

  @Override
  public List<Task> waitingLongerThan(Duration longest) {
    return rows.waitingLongerThan(longest);
  }

  @Override
  public List<Task> waitingOf(Cell cell) {
    return rows.waitingOf(cell);
  }

  @Override
  public int forgetKeys() {
    return rows.forgetKeys();
  }
}
