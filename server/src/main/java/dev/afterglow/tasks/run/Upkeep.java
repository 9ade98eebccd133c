package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.Outdated;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ends what time has overtaken: films after their 24 hours, tasks that waited too long, keys. */
final class Upkeep {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

  private final Workplace place;
  private final Outdated outdated;
  private final Router router;
  private final Tidying tidying;
  private Instant due;

  Upkeep(Workplace place, Outdated outdated, Router router) {
    this.place = place;
    this.outdated = outdated;
    this.router = router;
    this.tidying = new Tidying(place);
    this.due = place.time().instant();
  }

  Instant due() {
    return due;
  }

  /** Works if it is time to. */
  void work() {
    Instant now = place.time().instant();
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(place.settings().upkeepInterval());
    outdated.films().forEach(this::expire);
    outdated.waiting(place.settings().longestWait()).forEach(this::giveUp);
    List<String> engines = router.engines().stream().map(Engine::name).toList();
    outdated.strays(engines).forEach(this::reroute);
    outdated.forgetKeys();
  }

  /** The bytes go first: a task that says so must not be wrong. */
  private void expire(Task task) {
    if (task.state() instanceof TaskState.Completed film) {
      try {
        place.films().delete(task.id());
        outdated.expired(task, film.bytes());
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "the film of " + task.id() + " stays for now", e);
      }
    }
  }

  private void giveUp(Task task) {
    end(task, FailureReason.WAITED_TOO_LONG);
  }

  /** The engine that a waiting task was accepted for is not configured any more. */
  private void reroute(Task task) {
    Optional<Engine> other = router.choose(task.model(), task.shape(), task.picture().isPresent());
    if (other.isPresent()) {
      outdated.reroute(task, other.get().name());
    } else {
      end(task, FailureReason.NO_ENGINE);
    }
  }

  private void end(Task task, FailureReason reason) {
    place.endings().failed(task, reason).ifPresent(tidying::after);
  }
}
