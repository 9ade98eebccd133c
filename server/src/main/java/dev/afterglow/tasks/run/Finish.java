package dev.afterglow.tasks.run;

import dev.afterglow.objects.StoreUnavailable;
import dev.afterglow.routing.SegmentPlan;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.run.Finisher.Finished;
import dev.afterglow.tasks.run.RunningTask.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the ordered film of what was fetched, puts it into our store and ends its task. Files that
 * no film can be made of count as fetches that failed: one may be a gateway's page of apology.
 */
final class Finish {
  private static final System.Logger LOG = System.getLogger(Finish.class.getName());

  private final StepContext context;
  private final Films films;

  Finish(StepContext context, Films films) {
    this.context = context;
    this.films = films;
  }

  Next take(Turn turn, Attempt last) throws IOException {
    if (turn.memory().finished.isEmpty()) {
      Optional<String> fault = finish(turn, last);
      if (fault.isPresent()) {
        return unfit(turn, fault.get());
      }
    }
    Finished.Film film = turn.memory().finished.orElseThrow();
    try {
      return films.keep(turn, film.film(), film.stills());
    } catch (StoreUnavailable e) {
      throw e; // the film is finished, and waits here
    } catch (IOException failure) {
      return unfit(turn, failure.toString());
    }
  }

  /** Finishes the film into memory; why there is none, if so. */
  private Optional<String> finish(Turn turn, Attempt last) throws IOException {
    Path target = context.films().stage(turn.task().id());
    boolean fits = false;
    try {
      Optional<String> fault =
          switch (finished(turn, last, target)) {
            case Finished.Film film -> remembered(turn, film);
            case Finished.Unfit(String why) -> Optional.of(why);
          };
      fits = fault.isEmpty();
      return fault;
    } catch (StoreUnavailable e) {
      throw e;
    } catch (IOException failure) {
      return Optional.of(failure.toString());
    } finally {
      if (!fits) {
        context.films().discard(target);
      }
    }
  }

  /** Keeps a film that is as ordered in memory until it is stored; else why it is not. */
  private Optional<String> remembered(Turn turn, Finished.Film film) throws IOException {
    Optional<String> fault = films.faultOf(turn, film.film());
    if (fault.isEmpty()) {
      turn.memory().finished = Optional.of(film);
    }
    return fault;
  }

  /** What goes on from another film comes after it. */
  private List<Finisher.Part> parts(Turn turn, Attempt last) throws IOException {
    List<SegmentPlan.Segment> plan = last.plan().segments();
    List<Finisher.Part> parts = new ArrayList<>();
    int before = films.secondsBefore(turn);
    if (before > 0) {
      Path beginning =
          context
              .pictures()
              .film(turn.task().id())
              .orElseThrow(() -> new IOException("the film to go on from is gone"));
      parts.add(new Finisher.Part(beginning, before, last.engine()));
    }
    for (Map.Entry<Integer, Path> film : turn.memory().films.entrySet()) {
      parts.add(
          new Finisher.Part(
              film.getValue(), plan.get(film.getKey()).wantedSeconds(), last.engine()));
    }
    return parts;
  }

  /** A finisher that throws what it must not has had one of its chances. */
  private Finished finished(Turn turn, Attempt last, Path target) throws IOException {
    try {
      return context.finisher().finish(parts(turn, last), turn.task().format(), target);
    } catch (RuntimeException | Error fault) {
      LOG.log(System.Logger.Level.ERROR, "a film could not be finished", fault);
      return new Finished.Unfit(fault.toString());
    }
  }

  private Next unfit(Turn turn, String fault) throws IOException {
    films.discard(turn.memory());
    return films.again(turn, "not the film that was ordered: " + fault, Duration.ZERO);
  }
}
