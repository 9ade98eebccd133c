package dev.afterglow.tasks.store;

import dev.afterglow.ledger.Ledger;
import dev.afterglow.routing.Cell;
import dev.afterglow.sql.Database;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All tasks and their attempts. What changes many tasks takes them as a list, so that a database
 * may do it with one statement; every such list is one transaction, on disk when the method
 * returns.
 *
 * <p>Who changes a task says which revision was seen. If somebody else was faster, the answer for
 * that task is empty and nothing of the change is kept.
 */
public interface TaskStore {
  /** The store of a database: in sets where several processes share it, else row by row. */
  static TaskStore on(
      Database database,
      Ledger ledger,
      InstantSource time,
      StoreSettings settings,
      TaskCounters counters,
      EndingListener endings,
      Checkpoint.Listener checkpoints,
      TaskListener listener) {
    return database instanceof SharedDatabase shared
        ? new PostgresTaskStore(
            shared, ledger, time, settings, counters, endings, checkpoints, listener)
        : new SqlTaskStore(
            database, ledger, time, settings, counters, endings, checkpoints, listener);
  }

  /**
   * Accepts drafts, or says of each why not. If the transaction's outcome is unclear, what is on
   * disk decides: a task that is there was accepted, whatever the failure said.
   */
  List<Submitted> submit(List<Draft> drafts);

  /** What an earlier request under this key became; empty if there is none to be remembered. */
  Optional<Submitted> earlier(String ownerId, Idempotency idempotency);

  /**
   * Takes waiting tasks, one owner after the other, the oldest of each first, and none of a key
   * that has as many under way as it may. What is taken has an attempt that is being sent, on disk
   * before anybody talks to an engine. Tasks that somebody else took first are left out.
   */
  Claimed claim(ClaimRequest request);

  /** Moves tasks on that have not ended; of each the task as it is afterwards, in order. */
  List<Optional<Task>> transition(List<Transition.Of> transitions);

  /** Moves one task on. */
  default Optional<Task> transition(Task seen, Transition to) {
    return transition(List.of(new Transition.Of(seen, to))).getFirst();
  }

  /**
   * Ends tasks: the last state and what becomes of the hold are one transaction, decided by
   * compare-and-set; of each the task as it is afterwards, in order.
   */
  List<Optional<Task>> end(List<Ending.Of> endings);

  /** Ends one task. */
  default Optional<Task> end(Task seen, Ending how) {
    return end(List.of(new Ending.Of(seen, how))).getFirst();
  }

  /**
   * Notes how far engines are; a smaller percentage than before changes nothing. Does not count as
   * a change of state.
   */
  Optional<Task> progress(Task seen, int percent);

  /** How far a task is that has not ended. */
  record Advance(Task seen, int percent) {}

  /** As {@link #progress(Task, int)}, for many in one transaction. */
  default void progress(List<Advance> far) {
    far.forEach(one -> progress(one.seen(), one.percent()));
  }

  /** Notes, or withdraws, that the owner wants it stopped. Does not count as a change of state. */
  Optional<Task> requestCancel(Task seen, boolean wanted);

  /** The owner's task with this id. */
  Optional<Task> find(String ownerId, String taskId);

  /** As {@link #find}, but without a task that its owner has deleted. */
  Optional<Task> shown(String ownerId, String taskId);

  /** What their owner said about these tasks, by id; without those that the owner does not have. */
  Map<String, TaskParticulars> particulars(String ownerId, List<String> taskIds);

  /** How much of a task's film is another's, in seconds; 0 unless it goes on from one. */
  int secondsBefore(String ownerId, String taskId);

  /**
   * Hides a task that has ended from its owner for good, and notes that its film's bytes are gone.
   *
   * @return false if somebody else changed the task meanwhile; then nothing is kept
   */
  boolean delete(Task seen);

  /** What a task asks for in words; empty if there is no such task. */
  Optional<String> prompt(String ownerId, String taskId);

  /** All attempts of a task, oldest first. */
  List<Attempt> attempts(String ownerId, String taskId);

  /**
   * Every task that an engine may know of or whose film is being finished, of every owner, as far
   * as this node has it in hand. A claim or a take-over of this node of which nobody has heard what
   * became is waited for.
   */
  List<Task> underWay();

  /** As {@link #find}, but empty if another node has the task in hand. */
  default Optional<Task> held(String ownerId, String taskId) {
    return find(ownerId, taskId);
  }

  /**
   * Takes over what nodes had in hand that are taken for dead, or that nobody knows any more, a
   * bounded number. Whatever those nodes still write of it changes nothing.
   *
   * @param silent those that are taken for dead; one that has said something since is left alone
   */
  default List<Task> takeOver(List<LastBeat> silent, int most) {
    return List.of();
  }

  /** What this node has in hand and owners want stopped; empty where the runner is told itself. */
  default List<Task> toStop() {
    return List.of();
  }

  /** One page of the owner's tasks, without those that the owner has deleted. */
  TaskPage page(String ownerId, TaskQuery query);

  /** How many tasks wait, of every owner. */
  long waiting();

  /** Of which cells tasks wait. */
  List<Cell> waitingCells();

  /** How many tasks come before this one at the very most; empty unless it waits. */
  OptionalInt ahead(Task task);

  /** The same for many tasks in one reading, by id; without those that do not wait any more. */
  default Map<String, Integer> ahead(List<Task> waiting) {
    Map<String, Integer> found = new HashMap<>();
    for (Task task : waiting) {
      ahead(task).ifPresent(ahead -> found.put(task.id(), ahead));
    }
    return found;
  }

  /** The owners of all unfinished tasks with a picture, by the task's id. */
  Map<String, String> withPictures();

  /** What owners have been charged. */
  UsageReport usage();

  /** What engines said of attempts, for the operator. */
  AttemptWords words();

  /**
   * Completed tasks whose film's time is over, the most overdue first, a bounded number.
   *
   * @param after the last of those that were answered before, to go on after it
   */
  List<Task> overdueFilms(Optional<Task> after);

  /** Notes that the bytes of these films are gone. */
  void expired(List<Task> films);

  /** Tasks that have waited for longer than this, a bounded number. */
  List<Task> waitingLongerThan(Duration longest);

  /** Waiting tasks of one cell, a bounded number. */
  List<Task> waitingOf(Cell cell);

  /**
   * Forgets idempotency keys that are 24 hours old, a bounded number.
   *
   * @return how many
   */
  int forgetKeys();
}
