package dev.afterglow.console;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.routing.TrialFilm;
import dev.afterglow.tasks.TaskIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Films that operators have engines make to see whether they do: one at a time for each engine,
 * outside of all books, known to this process alone. Safe for use by many threads.
 */
final class EngineTrials {
  private static final System.Logger LOG = System.getLogger(EngineTrials.class.getName());
  private static final Duration LONGEST = Duration.ofHours(2);

  private final Executor worker;
  private final TaskIds ids;
  private final LongSupplier nanoTime;
  private final Path folder;
  private final Map<String, Trial> last = new ConcurrentHashMap<>();

  /** How a trial stands. */
  sealed interface Trial {
    /** It is being made; the percent where the engine says. */
    record Running(Optional<Integer> percent) implements Trial {}

    /**
     * The film is there.
     *
     * @param costMicros where the engine said
     */
    record Made(Path film, Duration took, OptionalLong costMicros) implements Trial {}

    /** There is none, for this reason in the engine's words. */
    record Failed(String why) implements Trial {}
  }

  /**
   * @param worker runs trials in the background
   * @param folder where their films are kept; made when it is needed
   */
  EngineTrials(Executor worker, TaskIds ids, LongSupplier nanoTime, Path folder) {
    this.worker = worker;
    this.ids = ids;
    this.nanoTime = nanoTime;
    this.folder = folder;
  }

  /** The last trial of an engine since the start. */
  Optional<Trial> last(String engine) {
    return Optional.ofNullable(last.get(engine));
  }

  /** Begins one, unless one is going on; whether it did. */
  boolean begin(Engine engine, TrialFilm film) {
    AtomicBoolean mine = new AtomicBoolean();
    last.compute(
        engine.name(),
        (_, known) -> {
          mine.set(!(known instanceof Trial.Running));
          return mine.get() ? new Trial.Running(Optional.empty()) : known;
        });
    if (mine.get()) {
      worker.execute(() -> last.put(engine.name(), tried(engine, film)));
    }
    return mine.get();
  }

  private Trial tried(Engine engine, TrialFilm film) {
    try {
      String id = ids.next() + "-1";
      return switch (engine.submit(film.job(id))) {
        case Submission.Accepted accepted -> followed(engine, new EngineJob(id, accepted.ticket()));
        case Submission.Refused(var failure, _) -> new Trial.Failed(failure.detail());
        case Submission.Unavailable unavailable -> new Trial.Failed(unavailable.detail());
        case Submission.Unknown(String detail) -> new Trial.Failed(detail);
      };
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a trial of " + engine.name() + " broke off", e);
      return new Trial.Failed(e.toString());
    }
  }

  private Trial followed(Engine engine, EngineJob job) throws IOException {
    long began = nanoTime.getAsLong();
    while (nanoTime.getAsLong() - began < LONGEST.toNanos() && !Thread.interrupted()) {
      Duration pause = Engine.SHORTEST_PAUSE;
      switch (engine.poll(job)) {
        case Progress.Queued(Duration next) -> pause = next;
        case Progress.Running(var percent, Duration next) -> {
          pause = next;
          last.put(
              engine.name(),
              new Trial.Running(
                  percent.isPresent() ? Optional.of(percent.getAsInt()) : Optional.empty()));
        }
        case Progress.Unreadable(_, Duration next) -> pause = next;
        case Progress.Done(var made, OptionalLong cost) -> {
          Duration took = Duration.ofNanos(nanoTime.getAsLong() - began);
          return saved(engine, new EngineJob(job.jobId(), made), took, cost);
        }
        case Progress.Failed(var failure, _) -> {
          return new Trial.Failed(failure.detail());
        }
        case Progress.Lost _ -> {
          return new Trial.Failed("lost");
        }
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return new Trial.Failed("given up");
  }

  private Trial saved(Engine engine, EngineJob made, Duration took, OptionalLong cost)
      throws IOException {
    Files.createDirectories(folder);
    Path film = folder.resolve(engine.name() + ".mp4");
    Files.deleteIfExists(film);
    return switch (engine.fetch(made, film)) {
      case Fetched.Saved _ -> {
        engine.forget(made);
        yield new Trial.Made(film, took, cost);
      }
      case Fetched.Gone(var failure) -> new Trial.Failed(failure.detail());
      case Fetched.Again(String detail, _) -> new Trial.Failed(detail);
    };
  }
}
