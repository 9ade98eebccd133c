package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.films.OrderedFilm;
import dev.afterglow.films.Variant;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.run.RunningTask.Turn;
import dev.afterglow.tasks.store.Ending;
import dev.afterglow.tasks.store.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The films that engines have made, on their way to our store. Fetched files lie in the store's
 * staging folder, and after a restart they are fetched again.
 */
final class Films {
  private static final System.Logger LOG = System.getLogger(Films.class.getName());

  /** How often a full disk is looked at. */
  static final Duration UNTIL_THERE_IS_SPACE = Duration.ofSeconds(30);

  private final StepContext context;

  Films(StepContext context) {
    this.context = context;
  }

  /** Fetches one segment, unless it is here; empty when it is, else why not. */
  Optional<Next> fetch(Turn turn, Engine engine, Attempt made) throws IOException {
    Task task = turn.task();
    StepMemory memory = turn.memory();
    if (memory.films.containsKey(made.segment())) {
      return Optional.empty();
    }
    if (!context.diskHasRoom().getAsBoolean()) {
      return Optional.of(Next.later(task, UNTIL_THERE_IS_SPACE));
    }
    EngineJob job = made.job(task.id()).orElseThrow();
    Path staged = context.films().stage(task.id());
    Fetched fetched = fetch(engine, job, staged);
    if (fetched instanceof Fetched.Saved) {
      context.checkpoints().passed(Checkpoint.FETCHED);
      memory.films.put(made.segment(), staged);
      return Optional.empty();
    }
    context.films().discard(staged);
    return Optional.of(
        switch (fetched) {
          case Fetched.Saved _ -> throw new AssertionError();
          case Fetched.Again(String detail, Duration after) -> again(turn, detail, after);
          case Fetched.Gone(Failure failure) -> gone(turn, engine, made, failure);
        });
  }

  /** An engine that throws says nothing, and has had one of its chances. */
  private static Fetched fetch(Engine engine, EngineJob job, Path staged) {
    try {
      return engine.fetch(job, staged);
    } catch (RuntimeException | Error fault) {
      LOG.log(System.Logger.Level.WARNING, "fetching " + job.jobId() + " failed", fault);
      return new Fetched.Again(fault.toString(), Duration.ZERO);
    }
  }

  private Next gone(Turn turn, Engine engine, Attempt made, Failure failure) {
    if (failure.kind() == Failure.Kind.NO_ACCESS) {
      context.health().paused(engine.name(), failure.detail(), Duration.ofMinutes(1));
      return again(turn, failure.detail(), context.settings().longestPause());
    }
    if (engine.repeatable() && made.plan().count() == 1 && context.mayBeSentAgain(turn.task())) {
      turn.memory().attempts++;
      return Next.later(
          context.store().transition(turn.task(), new Transition.Anew()),
          context.settings().pauseAfter(turn.memory().attempts));
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} will not hand over the film of {1}: {2}",
        engine.name(),
        turn.task().id(),
        failure.detail());
    context.said(turn.task(), made, failure.detail());
    return context.fail(turn.task(), FailureReason.FILM_UNAVAILABLE);
  }

  /** What was fetched is no use, or did not come: once more after a while, if not too often. */
  Next again(Turn turn, String detail, Duration after) {
    Task task = turn.task();
    if (!context.diskHasRoom().getAsBoolean()) {
      return Next.later(task, UNTIL_THERE_IS_SPACE);
    }
    StepMemory memory = turn.memory();
    memory.attempts++;
    LOG.log(
        System.Logger.Level.WARNING,
        "attempt {0} to take over the film of {1} failed: {2}",
        memory.attempts,
        task.id(),
        detail);
    if (memory.attempts >= context.settings().fetchAttempts()) {
      return context.fail(task, FailureReason.FILM_UNAVAILABLE);
    }
    Duration own = context.settings().pauseAfter(memory.attempts);
    return Next.later(task, own.compareTo(after) < 0 ? after : own);
  }

  /** The attempts that made the segments of a task that is being finished, in order. */
  List<Attempt> made(Task task, Attempt last) {
    if (last.plan().count() == 1) {
      return List.of(last);
    }
    return made(task);
  }

  private List<Attempt> made(Task task) {
    List<Attempt> made = new ArrayList<>();
    for (Attempt attempt : context.store().attempts(task.ownerId(), task.id())) {
      if (attempt.state() instanceof Attempt.State.Made) {
        made.add(attempt);
      }
    }
    return made;
  }

  /** Reads the last frame of a segment that is made; empty when it is in memory, else why not. */
  Optional<Next> readLastFrame(Turn turn, Engine engine, int segment) throws IOException {
    for (Attempt made : made(turn.task())) {
      if (made.segment() == segment) {
        Optional<Next> obstacle = fetch(turn, engine, made);
        if (obstacle.isPresent()) {
          return obstacle;
        }
        Path film = Optional.ofNullable(turn.memory().films.get(segment)).orElseThrow();
        return frameOf(turn, film);
      }
    }
    throw new IllegalStateException("segment " + segment + " of " + turn.task().id());
  }

  /** Whether nothing has to be done to a film before it is kept. */
  boolean fits(Turn turn, Path film) throws IOException {
    return context.finisher().leavesWhatFits()
        && secondsBefore(turn) == 0
        && faultOf(turn, film).isEmpty();
  }

  /** How much of the film is that of another task, which this one goes on from, in seconds. */
  int secondsBefore(Turn turn) {
    Task task = turn.task();
    StepMemory memory = turn.memory();
    if (task.picture().isEmpty()) {
      return 0;
    }
    if (memory.secondsBefore.isEmpty()) {
      memory.secondsBefore =
          OptionalInt.of(context.store().secondsBefore(task.ownerId(), task.id()));
    }
    return memory.secondsBefore.getAsInt();
  }

  /** Reads the last frame of the film that a task goes on from; empty when it is in memory. */
  Optional<Next> readBeginning(Turn turn) throws IOException {
    Optional<Path> film = context.pictures().film(turn.task().id());
    if (film.isEmpty()) {
      return Optional.of(lost(turn));
    }
    StepMemory memory = turn.memory();
    try {
      memory.lastFrame = Optional.of(context.finisher().lastFrame(film.get()));
      return Optional.empty();
    } catch (IOException | RuntimeException | Error fault) {
      memory.attempts++;
      LOG.log(
          System.Logger.Level.WARNING,
          "attempt " + memory.attempts + " to go on from a film failed: " + turn.task().id(),
          fault);
      return Optional.of(
          memory.attempts >= context.settings().fetchAttempts()
              ? lost(turn)
              : Next.later(turn.task(), context.settings().pauseAfter(memory.attempts)));
    }
  }

  private Next lost(Turn turn) {
    LOG.log(System.Logger.Level.ERROR, "{0} has nothing to go on from", turn.task().id());
    return context.fail(turn.task(), FailureReason.PICTURE_LOST);
  }

  /** A film that has no frame to read is fetched afresh, as often as others that do not come. */
  private Optional<Next> frameOf(Turn turn, Path film) throws IOException {
    try {
      turn.memory().lastFrame = Optional.of(context.finisher().lastFrame(film));
      return Optional.empty();
    } catch (IOException | RuntimeException | Error fault) {
      discard(turn.memory());
      return Optional.of(again(turn, "no last frame: " + fault, Duration.ZERO));
    }
  }

  /** Why a file is not the ordered film; empty if it is. */
  Optional<String> faultOf(Turn turn, Path film) throws IOException {
    VideoFormat ordered = turn.task().format();
    return new OrderedFilm(
            ordered.width(), ordered.height(), secondsBefore(turn) + ordered.seconds())
        .faultOf(film);
  }

  /**
   * Puts the ordered film into its place, its stills first, and ends the task. What was kept before
   * the store failed is not kept again; where a film is in its place, nothing is changed any more.
   */
  Next keep(Turn turn, Path film, Optional<Finisher.Stills> stills) throws IOException {
    String id = turn.task().id();
    if (!context.stillOurs(turn.memory())) {
      return new Next.Overtaken(); // another node may have a film of it in the store
    }
    if (stills.isPresent()) {
      OptionalLong before = kept(turn.task());
      if (before.isPresent()) {
        return complete(turn, before.getAsLong());
      }
      keepStill(id, Variant.THUMBNAIL, stills.get().thumbnail());
      keepStill(id, Variant.SPRITESHEET, stills.get().spritesheet());
    }
    return complete(turn, context.films().keep(id, film));
  }

  private void keepStill(String id, Variant variant, Path still) throws IOException {
    if (Files.exists(still)) {
      context.films().keep(id, variant, still);
    }
  }

  /** Ends the task of a film that is in its place. */
  Next complete(Turn turn, long bytes) throws IOException {
    context.checkpoints().passed(Checkpoint.KEPT);
    Optional<Task> completed = context.store().end(turn.task(), new Ending.Completed(bytes));
    context.checkpoints().passed(Checkpoint.SETTLED);
    return Next.now(completed);
  }

  /** How long the film is that is in its place already; a crash may have left it there. */
  OptionalLong kept(Task task) throws IOException {
    return context.films().bytes(task.id());
  }

  /** Deletes what was fetched and is no use any more. */
  void discard(StepMemory memory) throws IOException {
    for (Path film : memory.films.values()) {
      context.films().discard(film);
    }
    memory.films.clear();
    memory.fetched = false;
    if (memory.finished.isPresent()) {
      Finisher.Finished.Film finished = memory.finished.get();
      memory.finished = Optional.empty();
      context.films().discard(finished.film());
      if (finished.stills().isPresent()) {
        context.films().discard(finished.stills().get().thumbnail());
        context.films().discard(finished.stills().get().spritesheet());
      }
    }
  }
}
