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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tasks in SQL that both databases understand: a list is done row by row inside one transaction.
 * Whether others are at work on the same database follows from the node's name.
 */
public final class SqlTaskStore implements TaskStore {
  private final Database database;
  private final InstantSource time;
  private final TaskCounters counters;
  private final TaskListener listener;
  private final Submissions submissions;
  private final Claims claims;
  private final Transitions transitions;
  private final Endings endings;
  private final ExpiredTasks expired;
  private final TaskReads reads = new TaskReads();
  private final TaskLists lists;
  private final UsageReport usage;
  private final NodeTasks nodes;
  private final boolean amongNodes;
  private final AttemptWords words;

  /** A store whose ends and changes nobody is told of. */
  public SqlTaskStore(
      Database database,
      Ledger ledger,
      InstantSource time,
      StoreSettings settings,
      TaskCounters counters,
      Checkpoint.Listener checkpoints) {
    this(
        database,
        ledger,
        time,
        settings,
        counters,
        EndingListener.NONE,
        checkpoints,
        TaskListener.NONE);
  }

  /**
   * @param counters counts the ends
   * @param endings notes ends, in their transactions, for those who have to hear of them
   * @param listener told of every change after it is on disk
   */
  public SqlTaskStore(
      Database database,
      Ledger ledger,
      InstantSource time,
      StoreSettings settings,
      TaskCounters counters,
      EndingListener endings,
      Checkpoint.Listener checkpoints,
      TaskListener listener) {
    TaskWriter writer = new TaskWriter(settings.node(), settings.filmLife());
    this.database = database;
    this.time = time;
    this.counters = counters;
    this.listener = listener;
    this.submissions = new Submissions(writer, ledger, settings.bounds(), checkpoints);
    this.amongNodes = settings.amongNodes();
    this.nodes = new NodeTasks(settings.node());
    this.claims =
        new Claims(writer, settings.caps(), amongNodes ? ClaimRules.AMONG_NODES : ClaimRules.ALONE);
    this.transitions = new Transitions(writer);
    this.endings = new Endings(writer, ledger, endings);
    this.expired = new ExpiredTasks(writer);
    this.lists = new TaskLists(database);
    this.usage = new UsageReport(database);
    this.words = new AttemptWords(database);
  }

  @Override
  public List<Submitted> submit(List<Draft> drafts) {
    try {
      return database.writeBeside(tx -> {
        List<Submitted> outcomes = new ArrayList<>();
        for (Draft draft : drafts) {
          outcomes.add(submissions.accept(tx, draft, time.instant()));
        }
        return outcomes;
      });
    } catch (RuntimeException failure) {
      return onDisk(drafts, failure);
    }
  }

  /**
   * What became of drafts whose transaction failed, if that can be told of every one. Where the
   * connection broke the database may still be about to keep it: that is waited for.
   */
  List<Submitted> onDisk(List<Draft> drafts, RuntimeException failure) {
    List<Optional<Submitted>> found = new ArrayList<>();
    try {
      for (Draft draft : drafts) {
        found.add(
            database instanceof SharedDatabase shared
                ? shared.writeBeside(tx -> submissions.decided(tx, draft, time.instant()))
                : database.read(tx -> submissions.onDisk(tx, draft, time.instant())));
      }
    } catch (RuntimeException unreadable) {
      failure.addSuppressed(unreadable);
      throw failure;
    }
    return found.stream().map(outcome -> outcome.orElseThrow(() -> failure)).toList();
  }

  /** When a draft's task would be made, if it were accepted now, behind so many others. */
  record Estimate(Duration time, long ahead) {}

  Estimate estimate(Draft draft) {
    return database.read(tx -> {
      long ahead = reads.waiting(tx);
      return new Estimate(submissions.estimate(tx, draft, ahead), ahead);
    });
  }

  /** Counts ends that were written. */
  List<Optional<Task>> counted(List<Optional<Task>> ended) {
    ended.forEach(task -> task.ifPresent(counters::count));
    return ended;
  }

  @Override
  public Optional<Submitted> earlier(String ownerId, Idempotency idempotency) {
    return database.read(tx -> submissions.earlier(tx, ownerId, idempotency, time.instant()));
  }

  @Override
  public Claimed claim(ClaimRequest request) {
    Claimed claimed = database.writeBeside(tx -> claim(tx, request));
    claimed.tasks().forEach(listener::changed);
    return claimed;
  }

  private Claimed claim(Connection tx, ClaimRequest request) throws SQLException {
    if (amongNodes) {
      nodes.takeTurn(tx);
    }
    return claims.claim(tx, request, time.instant());
  }

  @Override
  public List<Optional<Task>> transition(List<Transition.Of> wanted) {
    return told(
        wanted.stream().map(Transition.Of::seen).toList(),
        tx -> {
          List<Optional<Task>> moved = new ArrayList<>();
          for (Transition.Of one : wanted) {
            moved.add(transitions.apply(tx, one.seen(), one.to(), time.instant()));
          }
          return moved;
        });
  }

  @Override
  public List<Optional<Task>> end(List<Ending.Of> wanted) {
    List<Optional<Task>> ended =
        told(
            wanted.stream().map(Ending.Of::seen).toList(),
            tx -> {
              List<Optional<Task>> done = new ArrayList<>();
              for (Ending.Of one : wanted) {
                done.add(endings.apply(tx, one.seen(), one.how(), time.instant()));
              }
              return done;
            });
    ended.forEach(task -> task.ifPresent(counters::count));
    return ended;
  }

  @Override
  public Optional<Task> progress(Task seen, int percent) {
    return database.writeBeside(tx -> transitions.progress(tx, seen, percent));
  }

  @Override
  public void progress(List<Advance> far) {
    database.writeBeside(tx -> {
      for (Advance one : far) {
        transitions.note(tx, one.seen(), one.percent());
      }
      return far.size();
    });
    if (amongNodes) {
      far.forEach(one -> listener.unsure(one.seen().id())); // others know no better number
    }
  }

  @Override
  public Optional<Task> requestCancel(Task seen, boolean wanted) {
    return told(List.of(seen), tx -> List.of(transitions.requestCancel(tx, seen, wanted)))
        .getFirst();
  }

  /** Changes tasks, and tells what has become of them. */
  List<Optional<Task>> told(List<Task> seen, Database.Work<List<Optional<Task>>> work) {
    try {
      List<Optional<Task>> changed = database.writeBeside(work);
      changed.forEach(task -> task.ifPresent(listener::changed));
      return changed;
    } catch (RuntimeException failure) {
      seen.forEach(task -> listener.unsure(task.id()));
      throw failure;
    }
  }

  @Override
  public Optional<Task> find(String ownerId, String taskId) {
    return database.read(tx -> TaskReads.find(tx, ownerId, taskId));
  }

  @Override
  public Optional<Task> shown(String ownerId, String taskId) {
    return database.read(tx -> TaskReads.shown(tx, ownerId, taskId));
  }

  @Override
  public Map<String, TaskParticulars> particulars(String ownerId, List<String> taskIds) {
    return database.read(tx -> {
      Map<String, TaskParticulars> found = new HashMap<>();
      for (String id : taskIds) {
        TaskReads.particulars(tx, ownerId, id).ifPresent(known -> found.put(id, known));
      }
      return found;
    });
  }

  @Override
  public int secondsBefore(String ownerId, String taskId) {
    return database.read(tx -> TaskReads.secondsBefore(tx, ownerId, taskId));
  }

  @Override
  public boolean delete(Task seen) {
    return database.write(tx -> expired.delete(tx, seen, time.instant()));
  }

  @Override
  public Optional<String> prompt(String ownerId, String taskId) {
    return database.read(tx -> TaskReads.prompt(tx, ownerId, taskId));
  }

  @Override
  public List<Attempt> attempts(String ownerId, String taskId) {
    return database.read(tx -> TaskReads.attempts(tx, ownerId, taskId));
  }

  @Override
  public List<Task> underWay() {
    return amongNodes ? database.writeBeside(nodes::underWay) : database.read(TaskReads::underWay);
  }

  @Override
  public Optional<Task> held(String ownerId, String taskId) {
    return database.read(tx -> {
      Optional<Task> task = TaskReads.find(tx, ownerId, taskId);
      return task.isPresent() && amongNodes && nodes.isElsewhere(tx, task.get())
          ? Optional.empty()
          : task;
    });
  }

  @Override
  public List<Task> takeOver(List<LastBeat> silent, int most) {
    List<Task> taken =
        amongNodes ? database.writeBeside(tx -> nodes.takeOver(tx, silent, most)) : List.of();
    taken.forEach(listener::changed);
    return taken;
  }

  @Override
  public List<Task> toStop() {
    return amongNodes ? database.read(nodes::toStop) : List.of();
  }

  @Override
  public TaskPage page(String ownerId, TaskQuery query) {
    return lists.shown(ownerId, query);
  }

  @Override
  public long waiting() {
    return database.read(reads::waiting);
  }

  @Override
  public List<Cell> waitingCells() {
    return database.read(TaskReads::waitingCells);
  }

  @Override
  public OptionalInt ahead(Task task) {
    return database.read(tx -> reads.ahead(tx, task));
  }

  @Override
  public Map<String, Integer> ahead(List<Task> waiting) {
    return waiting.isEmpty() ? Map.of() : database.read(tx -> QueuePlaces.of(tx, waiting));
  }

  @Override
  public Map<String, String> withPictures() {
    return database.read(TaskReads::withPictures);
  }

  @Override
  public UsageReport usage() {
    return usage;
  }

  @Override
  public AttemptWords words() {
    return words;
  }

  @Override
  public List<Task> overdueFilms(Optional<Task> after) {
    return database.read(tx -> expired.films(tx, after, time.instant()));
  }

  @Override
  public void expired(List<Task> films) {
    database.write(tx -> expired.note(tx, films, time.instant()));
  }

  @Override
  public List<Task> waitingLongerThan(Duration longest) {
    return database.read(tx -> expired.waiting(tx, time.instant().minus(longest)));
  }

  @Override
  public List<Task> waitingOf(Cell cell) {
    return database.read(tx -> expired.waitingOf(tx, cell));
  }

  @Override
  public int forgetKeys() {
    return database.write(tx -> expired.forgetKeys(tx, time.instant()));
  }
}
