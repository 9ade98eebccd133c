package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Model;
import dev.afterglow.routing.EngineHealth.Breaker;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.expiry.Cleanup;
import dev.afterglow.tasks.run.RunningTask.Turn;
import dev.afterglow.tasks.store.ClaimRequest;
import dev.afterglow.tasks.store.ClaimRequest.Claimed;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Carries tasks from the queue to the film; nobody else talks to engines. Each {@link #tick} takes
 * waiting tasks up where engines have room and gives out the steps that are due. It does nothing by
 * itself: {@link RunnerLoop} ticks whenever there is something to do, a test ticks by hand.
 */
public final class Runner {
  private static final System.Logger LOG = System.getLogger(Runner.class.getName());

  /** No claim holds the database up for long; what is left is claimed right afterwards. */
  private static final int MOST_AT_ONCE = 100;

  private static final Duration UNTIL_THERE_IS_SPACE = Duration.ofSeconds(5);
  private static final Duration UNTIL_A_STEP_CAN_BEGIN = Duration.ofSeconds(1);

  private final StepContext context;
  private final Executor executor;
  private final StepDispatcher dispatcher;
  private final RunningTasks running;
  private final Takeovers takeovers;
  private final JobBackoffs backoffs;
  private final Cleanup cleanup;
  private final Films films;
  private final WaitingForStore waiting = new WaitingForStore();

  private String lastOwner = "";
  private boolean recovered;
  private boolean claimOutcomeUnknown;

  /** Whether the last claim left something that can be claimed at once. */
  private boolean moreWaits;

  /** When something opens that was shut at the last claim, in nanoseconds. */
  private long opensAt;

  private boolean opens;
  private volatile boolean claimWanted = true;
  private volatile boolean draining;
  private volatile Runnable stepTaken = () -> {};

  /**
   * @param executor where steps run; they may block for as long as a film takes to copy
   */
  public Runner(StepContext context, Executor executor) {
    this.context = context;
    this.executor = executor;
    this.backoffs = new JobBackoffs(context.nanoTime());
    this.dispatcher =
        new StepDispatcher(
            context, backoffs, new ProgressWriter(context.store(), executor), waiting);
    this.running =
        new RunningTasks(context.router(), context.settings().lanes(), context.nanoTime());
    this.takeovers = new Takeovers(context, running);
    this.cleanup = new Cleanup(context.films(), context.pictures());
    this.films = new Films(context);
  }

  /**
   * Takes up what an earlier process left. An attempt that was being handed over may or may not
   * have reached its engine, and is treated so. The first tick does it if nobody did.
   */
  public synchronized void recover() {
    takeovers.recover();
    recovered = true;
  }

  /**
   * Takes over what nodes had in hand that are taken for dead, a bounded number, and answers how
   * many. Only where others share the database.
   */
  public synchronized int takeOver(int most) {
    return draining || !recovered ? 0 : takeovers.takeOver(most);
  }

  /** How many tasks this node has taken over of nodes that are taken for dead. */
  public long takenOver() {
    return takeovers.taken();
  }

  /** How many tasks others had taken over before this node let go of them. */
  public long fenced() {
    return takeovers.fenced();
  }

  /** This node's lease had run out: what it has in hand may be another's by now. */
  public void lapsed() {
    running.lookAfreshAtAll();
  }

  /** Whether a task is under way here. */
  public boolean has(String taskId) {
    return running.has(taskId);
  }

  /** Sets how much of what engines take is this node's. */
  public void share(EngineShare share) {
    running.share(share);
    newWork();
  }

  /** There may be a waiting task that was not there before. */
  public void newWork() {
    claimWanted = true;
  }

  /** Does everything that is due now, once. Blocks only for the database, not for engines. */
  public synchronized void tick() {
    if (!recovered) {
      recover();
    }
    if (claimOutcomeUnknown) {
      adopt();
    }
    if (draining) {
      return;
    }
    if (context.lease().holds()) {
      claim();
    }
    for (Turn turn : running.takeDue()) {
      try {
        executor.execute(() -> step(turn));
      } catch (RuntimeException | Error refused) {
        LOG.log(System.Logger.Level.WARNING, "a step could not be begun", refused);
        running.giveBack(turn, new Next.Faulty(UNTIL_A_STEP_CAN_BEGIN));
      }
    }
  }

  /** How long until the next tick has something to do, as far as is known now. */
  public synchronized Optional<Duration> untilDue() {
    Optional<Duration> steps = running.untilDue();
    Duration opening = Duration.ofNanos(Math.max(0, opensAt - context.nanoTime().getAsLong()));
    if (moreWaits) {
      return Optional.of(Duration.ZERO);
    }
    if (!opens) {
      return steps;
    }
    return steps.isPresent() && steps.get().compareTo(opening) < 0 ? steps : Optional.of(opening);
  }

  /** How many tasks are under way. */
  public int underWay() {
    return running.size();
  }

  /** How many tasks can do nothing until the store of films works again. */
  public int waitingForStore() {
    return waiting.count();
  }

  /** How many tasks count against an engine's bound of running jobs. */
  public int making(String engine) {
    return running.making(engine);
  }

  /** How many tasks count against a key's bound. */
  public int ofKey(String keyId) {
    return running.ofKey(keyId);
  }

  /**
   * Lets the engine of a task be asked to stop with the next tick.
   *
   * @param task one that is asked to stop, which is written
   * @return what the engine says; at once if the task is not under way here
   */
  public CompletableFuture<Cancelling> askToStop(Task task) {
    return running
        .askToStop(task.id())
        .orElseGet(() -> CompletableFuture.completedFuture(new Cancelling.Asked(task)));
  }

  /** Somebody else has changed this task. */
  void lookAfresh(String taskId) {
    running.lookAfresh(taskId);
  }

  /** From now on nothing new is begun; steps that are being taken go on to their end. */
  void drain() {
    draining = true;
  }

  /** Whether a step is being taken. */
  boolean busy() {
    return running.anyBusy();
  }

  /** Names whoever wants to know that a step has been taken. */
  void onStep(Runnable listener) {
    stepTaken = listener;
  }

  private void claim() {
    moreWaits = false;
    long now = context.nanoTime().getAsLong();
    if (opens && opensAt - now <= 0) {
      claimWanted = true;
      opens = false;
    }
    if (!claimWanted) {
      return;
    }
    if (!context.diskHasRoom().getAsBoolean()) {
      opensAfter(UNTIL_THERE_IS_SPACE);
      return;
    }
    Rooms rooms = rooms();
    if (rooms.inAll() == 0) {
      return; // a step that makes room will tell
    }
    claimWanted = false;
    if (context.store().waiting() == 0) {
      return;
    }
    claimOutcomeUnknown = true;
    Claimed claimed =
        context
            .store()
            .claim(
                new ClaimRequest(
                    Math.min(rooms.inAll(), MOST_AT_ONCE), lastOwner, rooms, running::ofKey));
    claimOutcomeUnknown = false;
    lastOwner = claimed.lastOwner();
    moreWaits = claimed.more();
    if (moreWaits) {
      claimWanted = true;
    }
    for (Task task : claimed.tasks()) {
      task.engine().ifPresent(context.health()::trying);
      running.add(task);
    }
  }

  /** How much each engine can be given, and when the next one opens that is shut. */
  private Rooms rooms() {
    Map<String, Integer> rooms = new HashMap<>();
    Map<String, Map<Model, Integer>> shares = new HashMap<>();
    opens = false;
    for (Engine engine : context.router().engines()) {
      int room = running.room(engine);
      Breaker breaker = context.health().breaker(engine.name());
      switch (breaker) {
        case CLOSED -> rooms.put(engine.name(), room);
        case HALF_OPEN -> rooms.put(engine.name(), Math.min(room, 1));
        case OPEN -> opensAfter(context.health().untilAllowed(engine.name()));
      }
      Duration rate = running.untilRoom(engine);
      if (rate.isPositive()) {
        opensAfter(rate);
      }
      shares.put(engine.name(), running.shares(engine.name()));
    }
    Duration share = running.untilShare();
    if (share.isPositive()) {
      opensAfter(share);
    }
    backoffs.untilNext().ifPresent(this::opensAfter);
    return new Rooms(context.router(), context.health(), backoffs, rooms, shares);
  }

  private void opensAfter(Duration pause) {
    long at = context.nanoTime().getAsLong() + pause.toNanos();
    opensAt = opens && opensAt - at < 0 ? opensAt : at;
    opens = true;
  }

  /**
   * After a claim that may have been written though it failed: an attempt that is being handed
   * over, of a task that was not under way since before the question, was begun by that claim and
   * never sent. One that was under way may have been on its way back into the queue, and been taken
   * from there: it is looked at afresh before it is let go.
   */
  private void adopt() {
    Set<String> known = running.ids();
    List<Task> found = context.store().underWay();
    for (Task task : found) {
      if (!known.contains(task.id())) {
        running.add(task);
      } else if (task.state() instanceof TaskState.Working(Attempt attempt)
          && attempt.state() instanceof Attempt.State.Sending) {
        running.lookAfresh(task.id());
      }
    }
    claimOutcomeUnknown = false;
    claimWanted = true;
  }

  private void step(Turn turn) {
    Next next = dispatcher.take(turn);
    Optional<EngineJob> job = turn.memory().job;
    Optional<Engine.Cancellation> said = turn.memory().cancellation;
    // Only a request that was heard is not made again.
    turn.memory().cancellation = said.filter(answer -> answer instanceof Engine.Cancellation.Asked);
    if (next instanceof Next.Elsewhere) {
      takeovers.lost();
    }
    RunningTasks.Returned returned = running.giveBack(turn, next);
    if (returned.freed() || returned.over() || sent(turn.task(), returned.task())) {
      claimWanted = true;
    }
    stepTaken.run();
    answerWaiters(turn, returned.task(), said);
    if (returned.over()) {
      after(turn.memory(), returned.task(), job);
    }
  }

  /** An engine that has taken one task may take others, whatever it was before. */
  private static boolean sent(Task before, Task now) {
    return before.state() instanceof TaskState.Working(Attempt sending)
        && sending.state() instanceof Attempt.State.Sending
        && now.state() instanceof TaskState.Working(Attempt accepted)
        && accepted.state() instanceof Attempt.State.Running;
  }

  /** Whoever waits for an end is told once the engine has said something about it. */
  private void answerWaiters(Turn turn, Task task, Optional<Engine.Cancellation> said) {
    if (!running.hasWaiters(turn.running())) {
      return;
    }
    Optional<Cancelling> outcome = outcome(task, said);
    if (outcome.isPresent()) {
      running.waiters(turn.running()).forEach(waiter -> waiter.complete(outcome.get()));
    }
  }

  private static Optional<Cancelling> outcome(Task task, Optional<Engine.Cancellation> said) {
    return switch (task.state()) {
      case TaskState.Cancelled _ -> Optional.of(new Cancelling.Stopped(task));
      case TaskState.Completed _, TaskState.Failed _, TaskState.Finishing _ ->
          Optional.of(new Cancelling.TooLate(task));
      case TaskState.Queued _ -> Optional.of(new Cancelling.Asked(task));
      case TaskState.Working _ -> said.map(answer -> outcome(task, answer));
    };
  }

  private static Cancelling outcome(Task task, Engine.Cancellation answer) {
    return switch (answer) {
      case Engine.Cancellation.Stopped _,
          Engine.Cancellation.Asked _,
          Engine.Cancellation.Unreadable _ ->
          new Cancelling.Asked(task);
      case Engine.Cancellation.TooLate _ -> new Cancelling.TooLate(task);
      case Engine.Cancellation.Unsupported _ -> new Cancelling.Unstoppable(task);
    };
  }

  /** A task is not under way any more: it has ended, or waits again. */
  private void after(StepMemory memory, Task task, Optional<EngineJob> job) {
    context.live().forget(task.id());
    waiting.noLonger(task.id());
    try {
      films.discard(memory);
      if (task.state() instanceof TaskState.Ended) {
        cleanup.after(task);
        job.ifPresent(last -> forget(task, last));
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "something of " + task.id() + " stays for now", e);
    }
  }

  /** Lets engines delete their copies: the last job's, and those of the parts before. */
  private void forget(Task task, EngineJob last) {
    task.engine().flatMap(context.router()::named).ifPresent(engine -> engine.forget(last));
    if (last.jobId().equals(Attempt.jobId(task.id(), 1))) {
      return;
    }
    for (Attempt attempt : context.store().attempts(task.ownerId(), task.id())) {
      Optional<EngineJob> job = attempt.job(task.id());
      if (job.isPresent() && !job.get().jobId().equals(last.jobId())) {
        context.router().named(attempt.engine()).ifPresent(engine -> engine.forget(job.get()));
      }
    }
  }
}
