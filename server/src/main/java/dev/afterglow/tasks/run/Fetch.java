package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Shape;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.videos.OrderedFilm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Copies a finished film to our own store, if it is the one that was ordered, and ends its task. A
 * file that is not counts as a copy that failed: it may be a gateway's page of apology. A film that
 * is already in place is whole, since only whole files are put there; it is not fetched again after
 * a crash.
 */
final class Fetch {
  private static final System.Logger LOG = System.getLogger(Fetch.class.getName());

  private final Workplace place;

  Fetch(Workplace place) {
    this.place = place;
  }

  Next take(Errand errand, Engine engine, Ticket ticket) throws IOException {
    Task task = errand.task;
    OptionalLong kept = place.films().bytes(task.id());
    long bytes;
    if (kept.isPresent()) {
      bytes = kept.getAsLong();
    } else {
      try {
        bytes = copy(task, engine, ticket);
      } catch (IOException failure) {
        return retry(errand, failure);
      }
    }
    place.checkpoints().passed(Checkpoint.KEPT);
    Optional<Task> completed = place.endings().completed(task, bytes);
    place.checkpoints().passed(Checkpoint.SETTLED);
    return Next.now(completed);
  }

  private long copy(Task task, Engine engine, Ticket ticket) throws IOException {
    Path staged = place.films().stage(task.id());
    try {
      engine.fetch(ticket, staged);
      place.checkpoints().passed(Checkpoint.FETCHED);
      Optional<String> fault = ordered(task.shape()).faultOf(staged);
      if (fault.isPresent()) {
        throw new IOException("not the film that was ordered: " + fault.get());
      }
      return place.films().keep(task.id(), staged);
    } finally {
      place.films().discard(staged);
    }
  }

  private static OrderedFilm ordered(Shape shape) {
    return new OrderedFilm(shape.width(), shape.height(), shape.seconds());
  }

  private Next retry(Errand errand, IOException failure) {
    Task task = errand.task;
    errand.attempts++;
    LOG.log(
        System.Logger.Level.WARNING,
        "attempt " + errand.attempts + " to fetch the film of " + task.id() + " failed",
        failure);
    if (errand.attempts < place.settings().fetchAttempts()) {
      return Next.later(task, place.settings().pauseAfter(errand.attempts));
    }
    return Next.now(place.endings().failed(task, FailureReason.FILM_UNAVAILABLE));
  }
}
