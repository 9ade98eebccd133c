package dev.afterglow.tasks.run;

import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.run.RunningTask.Load;
import dev.afterglow.tasks.run.RunningTask.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The tasks under way, each once, so that no two threads ever act for one task. Every question
 * costs the same however many there are: steps lie in lanes by when they are due, and what engines
 * and keys have under way is counted.
 */
final class RunningTasks {
  private static final int TOKENS_AT_ONCE = 10;

  /** The longest pause that an engine may ask for. */
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  private final Map<String, RunningTask> byTask = new HashMap<>();
  private final Map<String, Lanes> lanes = new HashMap<>();
  private final Map<String, Integer> making = new HashMap<>();
  private final Map<String, Integer> finishing = new HashMap<>();
  private final Map<String, Integer> ofKey = new HashMap<>();
  private final LongSupplier nanoTime;
  private final RunSettings.Lanes bounds;
  private final ModelShares shares;
  private final Lane finish;
  private volatile EngineShare share = EngineShare.WHOLE;
  private int busy;

  /** The lanes of one engine. */
  private record Lanes(int running, Lane submit, Lane poll, Lane fetch) {}

  /**
   * What became of a turn.
   *
   * @param task as it is now
   * @param over whether it is not under way any more
   * @param freed whether an engine or a key may have room for another task
   */
  record Returned(Task task, boolean over, boolean freed) {}

  RunningTasks(Router router, RunSettings.Lanes bounds, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.bounds = bounds;
    this.finish = new Lane(bounds.finishes(), RateBudget.unlimited());
    this.shares = new ModelShares(router, nanoTime.getAsLong());
    for (Engine engine : router.engines()) {
      lanes.put(engine.name(), lanes(engine.capacity()));
    }
  }

  private Lanes lanes(Capacity capacity) {
    long now = nanoTime.getAsLong();
    RateBudget submits =
        RateBudget.of(
            capacity.submitsPerMinute(),
            1,
            TimeUnit.MINUTES,
            capacity.submitsPerMinute() / (double) TOKENS_AT_ONCE,
            now);
    RateBudget polls =
        RateBudget.of(
            capacity.pollsPerSecond(), 1, TimeUnit.SECONDS, capacity.pollsPerSecond(), now);
    return new Lanes(
        capacity.running(),
        new Lane(bounds.submits(), submits),
        new Lane(bounds.polls(), polls),
        new Lane(bounds.fetches(), RateBudget.unlimited()));
  }

  /** Sets how much of what engines take is this node's. */
  void share(EngineShare part) {
    share = part;
  }

  synchronized Set<String> ids() {
    return Set.copyOf(byTask.keySet());
  }

  synchronized int size() {
    return byTask.size();
  }

  /**
   * Takes up a task; its first step is due at once. If it is still here, that one goes on with it:
   * it may be just about to put the task back in the queue, from where it has been taken again
   * meanwhile.
   */
  synchronized void add(Task task) {
    RunningTask running = new RunningTask(task);
    RunningTask before = byTask.putIfAbsent(task.id(), running);
    if (task.state() instanceof TaskState.Working(Attempt attempt)
        && attempt.state() instanceof Attempt.State.Sending) {
      shares.begin(attempt.engine(), task.model(), nanoTime.getAsLong());
    }
    if (before == null) {
      recount(running, loadOf(task.state()));
      schedule(running, nanoTime.getAsLong());
    } else if (before.busy) {
      before.takenAgain = Optional.of(task);
    } else {
      before.stale = true;
      schedule(before, nanoTime.getAsLong());
    }
  }

  /** Gives out every step that is due and has room; each comes back by {@link #giveBack}. */
  synchronized List<Turn> takeDue() {
    long now = nanoTime.getAsLong();
    List<Turn> due = new ArrayList<>();
    for (Lanes ofEngine : lanes.values()) {
      ofEngine.submit.takeDue(now, due);
      ofEngine.poll.takeDue(now, due);
      ofEngine.fetch.takeDue(now, due);
    }
    finish.takeDue(now, due);
    busy += due.size();
    return due;
  }

  /** Takes a task back after a step. */
  synchronized Returned giveBack(Turn turn, Next next) {
    RunningTask running = turn.running();
    long now = nanoTime.getAsLong();
    running.busy = false;
    busy--;
    turn.lane().done();
    Duration pause = Duration.ZERO;
    switch (next) {
      case Next.Later(Task task, Duration wait) -> {
        running.task = task;
        running.stale = false;
        pause = wait;
      }
      case Next.Overtaken _ -> running.stale = true;
      case Next.Elsewhere(Task task) -> {
        return letGo(running, task);
      }
      case Next.Faulty(Duration wait) -> {
        running.stale = true;
        pause = wait;
      }
    }
    if (running.urgent) {
      // What has ended stays so; of what waits again the database knows whether it was taken.
      running.stale |= !(running.task.state() instanceof TaskState.Ended);
      pause = Duration.ZERO;
    }
    Optional<Task> again = takenAgain(running);
    if (again.isPresent() && (running.stale || running.task.state() instanceof TaskState.Queued)) {
      running.task = again.get();
      running.memory = new StepMemory();
      running.stale = true;
      pause = Duration.ZERO;
    }
    running.urgent = false;
    if (letGo(running) && !running.stale) {
      byTask.remove(running.task.id());
      return new Returned(running.task, true, recount(running, Load.NOTHING));
    }
    boolean freed = recount(running, loadOf(running.task.state()));
    schedule(running, now + Math.min(pause.toNanos(), LONGEST_PAUSE.toNanos()));
    return new Returned(running.task, false, freed);
  }

  /**
   * The task as it was taken again during a step, unless the step has itself begun with that: it
   * may have been found in the database before {@link #add} was called. What the step remembers of
   * it then, above all what it has sent, must not be forgotten.
   */
  private static Optional<Task> takenAgain(RunningTask running) {
    Optional<Task> again =
        running.takenAgain.filter(task -> task.revision() > running.memory.revision);
    running.takenAgain = Optional.empty();
    return again;
  }

  /** Another node goes on with it; unless this one has taken it from there once more. */
  private Returned letGo(RunningTask running, Task task) {
    running.urgent = false;
    Optional<Task> again = takenAgain(running);
    if (again.isPresent()) {
      running.task = again.get();
      running.memory = new StepMemory();
      running.stale = true;
      boolean freed = recount(running, loadOf(running.task.state()));
      schedule(running, nanoTime.getAsLong());
      return new Returned(running.task, false, freed);
    }
    running.task = task;
    byTask.remove(task.id());
    return new Returned(task, true, recount(running, Load.NOTHING));
  }

  /** As {@link #lookAfresh}, for every task that is not ended here. */
  synchronized void lookAfreshAtAll() {
    Set.copyOf(byTask.keySet()).forEach(this::lookAfresh);
  }

  /** Whether a task is under way here. */
  synchronized boolean has(String taskId) {
    return byTask.containsKey(taskId);
  }

  /** Somebody else may have changed a task: it is read before anything is done with it. */
  synchronized void lookAfresh(String taskId) {
    RunningTask running = byTask.get(taskId);
    if (running != null && running.busy) {
      running.urgent = true;
    } else if (running != null) {
      running.stale = true;
      schedule(running, nanoTime.getAsLong());
    }
  }

  /**
   * Lets the engine of a task be asked to stop as soon as can be; the answer comes later. Empty if
   * it is not under way here.
   */
  synchronized Optional<CompletableFuture<Cancelling>> askToStop(String taskId) {
    RunningTask running = byTask.get(taskId);
    if (running == null) {
      return Optional.empty();
    }
    CompletableFuture<Cancelling> answer = new CompletableFuture<>();
    running.waiters.add(answer);
    if (running.busy) {
      running.urgent = true;
    } else {
      running.stale = true;
      schedule(running, nanoTime.getAsLong());
    }
    return Optional.of(answer);
  }

  /** Whoever waits for the engine's answer to a request to stop is to be told. */
  synchronized List<CompletableFuture<Cancelling>> waiters(RunningTask running) {
    List<CompletableFuture<Cancelling>> waiting = List.copyOf(running.waiters);
    running.waiters.clear();
    return waiting;
  }

  synchronized boolean hasWaiters(RunningTask running) {
    return !running.waiters.isEmpty();
  }

  /** How many more tasks an engine may be given. */
  synchronized int room(Engine engine) {
    int most = share.of(engine.name(), of(engine.name()).running());
    int made = making.getOrDefault(engine.name(), 0);
    int stored = finishing.getOrDefault(engine.name(), 0);
    // Films that are not yet copied hold up new ones only when they pile up.
    long room = Math.min((long) most - made, 2L * most - made - stored);
    int rate = of(engine.name()).submit.room(nanoTime.getAsLong());
    return Math.clamp(room, 0, rate);
  }

  /** How long until an engine's rate allows another submission. */
  synchronized Duration untilRoom(Engine engine) {
    return Duration.ofNanos(of(engine.name()).submit.untilRoom(nanoTime.getAsLong()));
  }

  /** How many more tasks of single models an engine may be given, where that is bounded. */
  synchronized Map<Model, Integer> shares(String engine) {
    return shares.rooms(engine, nanoTime.getAsLong());
  }

  /** How long until a model's rate allows another task; zero if none is in the way. */
  synchronized Duration untilShare() {
    return shares.untilNext(nanoTime.getAsLong());
  }

  /** How many tasks an engine is at work on, or is about to be given. */
  synchronized int making(String engine) {
    return making.getOrDefault(engine, 0);
  }

  /** How many tasks of a key are under way. */
  synchronized int ofKey(String keyId) {
    return ofKey.getOrDefault(keyId, 0);
  }

  /** How long until a step is due that has room; empty if there is none. */
  synchronized Optional<Duration> untilDue() {
    long now = nanoTime.getAsLong();
    long least = finish.untilDue(now);
    for (Lanes ofEngine : lanes.values()) {
      least = Math.min(least, ofEngine.submit.untilDue(now));
      least = Math.min(least, ofEngine.poll.untilDue(now));
      least = Math.min(least, ofEngine.fetch.untilDue(now));
    }
    return least == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(least));
  }

  /** Whether any step is being taken at this moment. */
  synchronized boolean anyBusy() {
    return busy > 0;
  }

  private void schedule(RunningTask running, long due) {
    running.due = due;
    laneOf(running).add(running);
  }

  private Lane laneOf(RunningTask running) {
    return switch (running.task.state()) {
      case TaskState.Working(Attempt attempt) -> {
        Lanes ofEngine = of(attempt.engine());
        yield switch (attempt.state()) {
          case Attempt.State.Sending _ -> ofEngine.submit;
          case Attempt.State.Made _ -> ofEngine.fetch;
          case Attempt.State.Running _,
              Attempt.State.Unknown _,
              Attempt.State.Failed _,
              Attempt.State.Lost _ ->
              ofEngine.poll;
        };
      }
      case TaskState.Finishing(Attempt last) ->
          running.memory.fetched ? finish : of(last.engine()).fetch;
      case TaskState.Queued _, TaskState.Ended _ -> // only to be read afresh
          running.engine.isEmpty() ? finish : of(running.engine).poll;
    };
  }

  /** An engine that is not configured any more has lanes as well: its tasks come to an end. */
  private Lanes of(String engine) {
    return lanes.computeIfAbsent(engine, _ -> lanes(Capacity.ofRunning(1)));
  }

  private static boolean letGo(RunningTask running) {
    return running.task.state() instanceof TaskState.Queued
        || running.task.state() instanceof TaskState.Ended;
  }

  private static Load loadOf(TaskState state) {
    return switch (state) {
      case TaskState.Working(Attempt attempt) ->
          attempt.state() instanceof Attempt.State.Unknown ? Load.NOTHING : Load.MAKING;
      case TaskState.Finishing _ -> Load.FINISHING;
      case TaskState.Queued _, TaskState.Ended _ -> Load.NOTHING;
    };
  }

  /** Counts a task as something else, and answers whether that made room. */
  private boolean recount(RunningTask running, Load load) {
    Load before = running.load;
    String engine = running.task.engine().orElse("");
    if (before == load && running.engine.equals(engine)) {
      return false;
    }
    count(before, running.engine, running.task, -1);
    count(load, engine, running.task, 1);
    running.load = load;
    running.engine = engine;
    return before != Load.NOTHING;
  }

  private void count(Load load, String engine, Task task, int change) {
    String keyId = task.keyId();
    switch (load) {
      case NOTHING -> {}
      case MAKING -> {
        add(making, engine, change);
        shares.count(engine, task.model(), change);
        add(ofKey, keyId, change);
      }
      case FINISHING -> {
        add(finishing, engine, change);
        add(ofKey, keyId, change);
      }
    }
  }

  private static void add(Map<String, Integer> counts, String name, int change) {
    int now = counts.merge(name, change, Integer::sum);
    if (now == 0) {
      counts.remove(name);
    }
  }
}
