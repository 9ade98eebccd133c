package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Picture;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.pictures.ReferencePictureStore.Kept;
import dev.afterglow.tasks.run.RunningTask.Turn;
import dev.afterglow.tasks.run.StepMemory.SubmissionAnswer;
import dev.afterglow.tasks.store.Transition;
import dev.afterglow.tasks.store.Transition.Requeue.Memory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Hands an attempt to its engine, once, and writes down what the engine answered. */
final class Send {
  private static final System.Logger LOG = System.getLogger(Send.class.getName());

  /** When an accepted job is first asked about. */
  private static final Duration FIRST_POLL = Duration.ofMillis(500);

  private final StepContext context;
  private final Films films;
  private final JobBackoffs backoffs;

  Send(StepContext context, Films films, JobBackoffs backoffs) {
    this.context = context;
    this.films = films;
    this.backoffs = backoffs;
  }

  Next take(Turn turn, Engine engine, Attempt attempt) throws IOException {
    StepMemory memory = turn.memory();
    int revision = turn.task().revision();
    memory.answer = memory.answer.filter(answer -> answer.revision() == revision);
    if (memory.answer.isEmpty()) {
      memory.job = Optional.empty();
      if (turn.task().cancelRequested()) {
        return context.cancel(turn.task()); // it was not handed over yet
      }
      Optional<Next> obstacle = submit(turn, engine, attempt);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
    }
    return write(turn, memory.answer.orElseThrow(), engine, attempt);
  }

  /** Submits, or answers why that cannot be done now. */
  private Optional<Next> submit(Turn turn, Engine engine, Attempt attempt) throws IOException {
    Task task = turn.task();
    Optional<Picture> picture = Optional.empty();
    if (attempt.segment() > 0 || films.secondsBefore(turn) > 0) {
      Optional<Next> obstacle = readLastFrame(turn, engine, attempt);
      if (obstacle.isPresent()) {
        return obstacle;
      }
      picture = turn.memory().lastFrame;
    } else {
      switch (context.pictures().of(task)) {
        case Kept.Here(Picture kept) -> picture = Optional.of(kept);
        case Kept.None _ -> {}
        case Kept.Gone _ -> {
          LOG.log(System.Logger.Level.ERROR, "the picture of {0} is gone", task.id());
          return Optional.of(context.fail(task, FailureReason.PICTURE_LOST));
        }
      }
    }
    String prompt = context.store().prompt(task.ownerId(), task.id()).orElseThrow();
    Job job =
        new Job(
            attempt.jobId(task.id()),
            task.model(),
            prompt,
            attempt.plan().format(attempt.segment()),
            task.spec().seed(),
            picture);
    context.checkpoints().passed(Checkpoint.BEFORE_SUBMIT);
    if (!context.stillOurs(turn.memory())) {
      return Optional.of(new Next.Overtaken()); // another node may be about to send it as well
    }
    // From here on a job may exist, whatever becomes of the call.
    Instant sentAt = context.time().instant();
    turn.memory().answer =
        Optional.of(
            new SubmissionAnswer(
                task.revision(), new Submission.Unknown("the call did not return"), sentAt));
    Submission said = engine.submit(job);
    turn.memory().answer = Optional.of(new SubmissionAnswer(task.revision(), said, sentAt));
    context.checkpoints().passed(Checkpoint.SUBMITTED);
    return Optional.empty();
  }

  /** Of the segment before, or of the film that this one goes on from. */
  private Optional<Next> readLastFrame(Turn turn, Engine engine, Attempt attempt)
      throws IOException {
    if (turn.memory().lastFrame.isPresent()) {
      return Optional.empty();
    }
    return attempt.segment() > 0
        ? films.readLastFrame(turn, engine, attempt.segment() - 1)
        : films.readBeginning(turn);
  }

  private Next write(Turn turn, SubmissionAnswer answer, Engine engine, Attempt attempt) {
    Optional<Instant> sentAt = Optional.of(answer.sentAt());
    return switch (answer.said()) {
      case Submission.Accepted accepted -> {
        context.health().works(engine.name());
        Optional<Task> running =
            context
                .store()
                .transition(
                    turn.task(),
                    new Transition.Accepted(accepted.ticket(), accepted.costMicros(), sentAt));
        context.checkpoints().passed(Checkpoint.TICKET_WRITTEN);
        turn.memory().lastFrame = Optional.empty();
        turn.memory().attempts = 0;
        turn.memory().mayExist = false;
        yield Next.later(running, FIRST_POLL);
      }
      case Submission.Refused(Failure failure, boolean elsewhere) ->
          refused(turn, engine, attempt, failure, elsewhere);
      case Submission.Unavailable unavailable -> unavailable(turn, engine, attempt, unavailable);
      case Submission.Unknown(String detail) -> {
        context.health().unavailable(engine.name(), Duration.ZERO);
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} gave no readable answer to {1}: {2}",
            engine.name(),
            turn.task().id(),
            detail);
        context.said(turn.task(), attempt, detail);
        yield Next.now(context.store().transition(turn.task(), new Transition.Unclear(sentAt)));
      }
    };
  }

  private Next refused(
      Turn turn, Engine engine, Attempt attempt, Failure failure, boolean elsewhere) {
    Task task = turn.task();
    if (failure.kind() == Failure.Kind.NO_ACCESS) {
      return unavailable(
          turn,
          engine,
          attempt,
          new Submission.Unavailable(
              failure.detail(), Duration.ofMinutes(1), Engine.Scope.CREDENTIAL));
    }
    context.health().works(engine.name());
    LOG.log(
        System.Logger.Level.INFO,
        "{0} refused {1}: {2}",
        engine.name(),
        task.id(),
        failure.detail());
    context.said(task, attempt, failure.detail());
    return elsewhere
            && !turn.memory().mayExist
            && attempt.segment() == 0
            && context.canGoElsewhere(task, engine)
        ? requeue(task, Memory.FAILED)
        : context.fail(task, failure, OptionalLong.empty());
  }

  private Next unavailable(
      Turn turn, Engine engine, Attempt attempt, Submission.Unavailable answer) {
    Task task = turn.task();
    switch (answer.scope()) {
      case JOB -> {
        context.health().works(engine.name());
        backoffs.note(task.id(), engine.name(), answer.retryAfter());
      }
      case ENGINE -> context.health().unavailable(engine.name(), answer.retryAfter());
      case CREDENTIAL -> {
        LOG.log(
            System.Logger.Level.ERROR,
            "{0} does not accept the operator''s key, account or balance and is paused: {1}",
            engine.name(),
            answer.detail());
        context.health().paused(engine.name(), answer.detail(), answer.retryAfter());
      }
    }
    if (turn.memory().mayExist) {
      return stillUnclear(turn, answer);
    }
    if (attempt.segment() > 0) {
      return waitHere(turn, attempt, answer);
    }
    return requeue(task, Memory.FORGET);
  }

  /** What has been made of a film is not thrown away: the next segment waits for its engine. */
  private Next waitHere(Turn turn, Attempt attempt, Submission.Unavailable answer) {
    StepMemory memory = turn.memory();
    if (context.overdue(attempt)) {
      return context.fail(turn.task(), FailureReason.ENGINE_SILENT);
    }
    memory.answer = Optional.empty();
    memory.attempts++;
    Duration own = context.settings().pauseAfter(memory.attempts);
    return Next.later(
        turn.task(), own.compareTo(answer.retryAfter()) < 0 ? answer.retryAfter() : own);
  }

  /** The request before this one may have arrived: nobody else may be asked. */
  private Next stillUnclear(Turn turn, Submission.Unavailable answer) {
    Duration own = context.settings().pauseAfter(++turn.memory().attempts);
    return Next.later(
        context.store().transition(turn.task(), new Transition.Unclear()),
        own.compareTo(answer.retryAfter()) < 0 ? answer.retryAfter() : own);
  }

  private Next requeue(Task task, Memory memory) {
    return task.cancelRequested()
        ? context.cancel(task)
        : Next.now(
            context.store().transition(task, new Transition.Requeue(memory, OptionalLong.empty())));
  }
}
