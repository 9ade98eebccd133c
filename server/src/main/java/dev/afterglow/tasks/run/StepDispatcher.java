package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;
import dev.afterglow.objects.StoreUnavailable;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.run.RunningTask.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Which step a task's state asks for. */
final class StepDispatcher {
  private static final System.Logger LOG = System.getLogger(StepDispatcher.class.getName());
  private static final Duration WITHOUT_LEASE = Duration.ofMillis(500);
  private static final Duration WITHOUT_ENGINE = Duration.ofMinutes(1);

  private final StepContext context;
  private final Send send;
  private final Poll poll;
  private final Resolve resolve;
  private final Fetch fetch;
  private final Finish finish;
  private final Films films;
  private final NextSegment nextSegment;
  private final WaitingForStore waiting;

  StepDispatcher(
      StepContext context, JobBackoffs backoffs, ProgressWriter progress, WaitingForStore waiting) {
    this.context = context;
    this.waiting = waiting;
    this.films = new Films(context);
    this.send = new Send(context, films, backoffs);
    this.poll = new Poll(context, progress);
    this.resolve = new Resolve(context);
    this.fetch = new Fetch(films);
    this.finish = new Finish(context, films);
    this.nextSegment = new NextSegment(context, films);
  }

  /** Takes one step. Never throws: a fault is a pause before the task is looked at afresh. */
  Next take(Turn turn) {
    StepMemory memory = turn.memory();
    try {
      Task task = turn.task();
      long term = context.lease().term(); // before the question whether it holds
      if (!context.lease().holds()) {
        return new Next.Faulty(WITHOUT_LEASE); // others may have it in hand by now
      }
      if (turn.stale() || memory.term != term) {
        Optional<Task> held = context.store().held(task.ownerId(), task.id());
        if (held.isEmpty() && context.lease().isShared()) {
          return new Next.Elsewhere(task);
        }
        task = held.orElse(task);
      }
      memory.term = term;
      memory.revision = task.revision();
      Next next = step(turn.with(task));
      memory.faults = 0;
      memory.storeFaults = 0;
      waiting.noLonger(task.id());
      return next;
    } catch (StoreUnavailable e) {
      return waitForStore(turn, e);
    } catch (IOException | RuntimeException | Error fault) {
      memory.faults++;
      LOG.log(System.Logger.Level.ERROR, "a step of " + turn.task().id() + " failed", fault);
      return new Next.Faulty(context.settings().pauseAfter(memory.faults));
    }
  }

  /** Nothing is lost by it: what was fetched and finished lies on this machine. */
  private Next waitForStore(Turn turn, StoreUnavailable why) {
    StepMemory memory = turn.memory();
    memory.storeFaults++;
    waiting.add(turn.task().id());
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} waits for the store of films: {1}",
        turn.task().id(),
        why.getMessage());
    return new Next.Faulty(context.settings().pauseAfter(memory.storeFaults));
  }

  private Next step(Turn turn) throws IOException {
    Task task = turn.task();
    return switch (task.state()) {
      case TaskState.Working(Attempt attempt) -> working(turn, attempt);
      case TaskState.Finishing(Attempt last) -> finishing(turn, last);
      case TaskState.Queued _, TaskState.Ended _ -> Next.later(task, Duration.ZERO);
    };
  }

  private Next working(Turn turn, Attempt attempt) throws IOException {
    StepMemory memory = turn.memory();
    if (!(attempt.state() instanceof Attempt.State.Sending)) {
      memory.answer = Optional.empty();
    }
    Optional<Engine> found = context.router().named(attempt.engine());
    if (found.isEmpty()) {
      return withoutEngine(turn.task(), attempt);
    }
    Engine engine = found.get();
    if (memory.faults > 0 && context.overdue(attempt)) {
      return giveUp(turn, engine, attempt);
    }
    return switch (attempt.state()) {
      case Attempt.State.Sending _ -> send.take(turn, engine, attempt);
      case Attempt.State.Running(Ticket ticket) -> {
        EngineJob job = new EngineJob(attempt.jobId(turn.task().id()), ticket);
        memory.job = Optional.of(job);
        yield poll.take(turn, engine, attempt, job);
      }
      case Attempt.State.Unknown _ -> resolve.take(turn, engine, attempt);
      case Attempt.State.Made _ -> nextSegment.take(turn, engine, attempt);
      case Attempt.State.Failed _, Attempt.State.Lost _ ->
          throw new IllegalStateException("an attempt in hand that has ended: " + attempt);
    };
  }

  private Next finishing(Turn turn, Attempt last) throws IOException {
    turn.memory().job = last.job(turn.task().id());
    Optional<Engine> engine = context.router().named(last.engine());
    if (engine.isEmpty()) {
      OptionalLong kept = films.kept(turn.task());
      return kept.isPresent()
          ? films.complete(turn, kept.getAsLong())
          : withoutEngine(turn.task(), last);
    }
    return turn.memory().fetched ? finish.take(turn, last) : fetch.take(turn, engine.get(), last);
  }

  /** An engine whose adapter fails for good must not keep hold and room for ever. */
  private Next giveUp(Turn turn, Engine engine, Attempt attempt) {
    Task task = turn.task();
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} could not be asked about {1} until the deadline: the hold is released, and a film"
            + " made after all is lost",
        engine.name(),
        task.id());
    attempt.job(task.id()).ifPresent(job -> stop(engine, job));
    return context.fail(task, FailureReason.ENGINE_SILENT);
  }

  private static void stop(Engine engine, EngineJob job) {
    try {
      engine.cancel(job);
    } catch (RuntimeException | Error fault) {
      LOG.log(System.Logger.Level.DEBUG, "and it could not be told to stop", fault);
    }
  }

  /** The operator may put the engine back until the deadline. */
  private Next withoutEngine(Task task, Attempt attempt) {
    return context.overdue(attempt)
        ? context.fail(task, FailureReason.ENGINE_SILENT)
        : Next.later(task, WITHOUT_ENGINE);
  }
}
