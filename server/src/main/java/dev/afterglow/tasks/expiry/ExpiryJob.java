package dev.afterglow.tasks.expiry;

import dev.afterglow.films.FilmStore;
import dev.afterglow.objects.StoreUnavailable;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.store.Ending;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends what time has overtaken: films after their 24 hours, tasks that waited too long or that no
 * engine can make any more, idempotency keys. Works in batches until nothing is left, so that its
 * pace follows the load; a film that cannot be deleted is left for the next round and holds up no
 * other.
 */
public final class ExpiryJob {
  private static final System.Logger LOG = System.getLogger(ExpiryJob.class.getName());

  /** Between two batches of one round, whoever wants it to stop is heard. */
  private static final int MOST_BATCHES = 10_000;

  private final TaskStore store;
  private final FilmStore films;
  private final Router router;
  private final Cleanup cleanup;
  private final OrphanPictureSweep orphans;
  private final Duration longestWait;
  private volatile boolean stopping;

  /**
   * @param longestWait how long a task may wait for its turn; then it fails and its hold is
   *     released
   */
  public ExpiryJob(
      TaskStore store,
      FilmStore films,
      Router router,
      Cleanup cleanup,
      OrphanPictureSweep orphans,
      Duration longestWait) {
    this.store = store;
    this.films = films;
    this.router = router;
    this.cleanup = cleanup;
    this.orphans = orphans;
    this.longestWait = longestWait;
  }

  /** One round: everything that is overdue now. */
  public void work() throws IOException {
    expireFilms();
    drain(() -> store.waitingLongerThan(longestWait), FailureReason.WAITED_TOO_LONG);
    for (Cell cell : store.waitingCells()) {
      if (!router.canMake(cell)) {
        drain(() -> store.waitingOf(cell), FailureReason.NO_ENGINE);
      }
    }
    int batch = 0;
    while (goesOn(batch) && store.forgetKeys() > 0) {
      batch++;
    }
    orphans.work();
  }

  /** The round that is going on ends after its batch. */
  void stop() {
    stopping = true;
  }

  private boolean goesOn(int batch) {
    return !stopping && batch < MOST_BATCHES;
  }

  /** The bytes go first: a task that says so must not be wrong. */
  private void expireFilms() {
    Optional<Task> last = Optional.empty();
    for (int batch = 0; goesOn(batch); batch++) {
      List<Task> overdue = store.overdueFilms(last);
      if (overdue.isEmpty()) {
        return;
      }
      List<Task> deleted = new ArrayList<>();
      boolean goesOn = delete(overdue, deleted);
      if (!deleted.isEmpty()) {
        store.expired(deleted);
      }
      if (!goesOn) {
        return;
      }
      last = Optional.of(overdue.getLast());
    }
  }

  /** Whether the store works; if not, the next round goes on. */
  private boolean delete(List<Task> overdue, List<Task> deleted) {
    for (Task task : overdue) {
      try {
        if (deleted(task)) {
          deleted.add(task);
        }
      } catch (StoreUnavailable e) {
        LOG.log(System.Logger.Level.WARNING, "films stay for now: {0}", e.getMessage());
        return false;
      }
    }
    return true;
  }

  private boolean deleted(Task task) throws StoreUnavailable {
    try {
      films.delete(task.id());
      return true;
    } catch (StoreUnavailable e) {
      throw e;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the film of " + task.id() + " stays for now", e);
      return false;
    }
  }

  /** Where tasks wait, until a batch brings nothing on. */
  @FunctionalInterface
  private interface Overdue {
    List<Task> next();
  }

  private void drain(Overdue overdue, FailureReason reason) {
    for (int batch = 0; goesOn(batch); batch++) {
      List<Task> tasks = overdue.next();
      if (tasks.isEmpty()) {
        return;
      }
      List<Optional<Task>> ended =
          store.end(
              tasks.stream().map(task -> new Ending.Of(task, new Ending.Failed(reason))).toList());
      ended.forEach(task -> task.ifPresent(cleanup::after));
      if (ended.stream().allMatch(Optional::isEmpty)) {
        return; // all of them were taken up meanwhile
      }
    }
  }
}
