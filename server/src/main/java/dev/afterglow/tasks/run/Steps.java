package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.TaskQueries;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Which step a task's state asks for. */
final class Steps {
  private static final System.Logger LOG = System.getLogger(Steps.class.getName());
  private static final Duration WITHOUT_ENGINE = Duration.ofMinutes(1);

  private final Workplace place;
  private final TaskQueries queries;
  private final Send send;
  private final Poll poll;
  private final Resolve resolve;
  private final Fetch fetch;

  Steps(Workplace place, TaskQueries queries) {
    this.place = place;
    this.queries = queries;
    this.send = new Send(place);
    this.poll = new Poll(place);
    this.resolve = new Resolve(place);
    this.fetch = new Fetch(place);
  }

  /** Takes one step. Never throws: a fault is a pause before the task is looked at afresh. */
  Next take(Errand errand) {
    try {
      if (errand.stale) {
        errand.task = queries.find(errand.task.ownerId(), errand.task.id()).orElse(errand.task);
        errand.stale = false;
      }
      Next next = step(errand);
      errand.faults = 0;
      return next;
    } catch (IOException | RuntimeException | Error fault) {
      errand.faults++;
      errand.stale = true;
      LOG.log(System.Logger.Level.ERROR, "a step of " + errand.task.id() + " failed", fault);
      return Next.later(errand.task, place.settings().pauseAfter(errand.faults));
    }
  }

  private Next step(Errand errand) throws IOException {
    Task task = errand.task;
    remember(errand, task.state());
    if (errand.engine.isEmpty()) {
      return withoutEngine(task);
    }
    if (errand.faults > 0 && errand.unsure() && place.overdue(task)) {
      return place.giveUp(task);
    }
    Engine engine = errand.engine.get();
    return switch (task.state()) {
      case TaskState.Sending _ -> send.take(errand, engine);
      case TaskState.Running(Ticket ticket) -> poll.take(errand, engine, ticket);
      case TaskState.Unknown _ -> resolve.take(errand, engine);
      case TaskState.Storing(Ticket ticket) -> fetch.take(errand, engine, ticket);
      case TaskState.Queued _, TaskState.Ended _ -> Next.later(task, Duration.ZERO);
    };
  }

  private static void remember(Errand errand, TaskState state) {
    if (!(state instanceof TaskState.Sending)) {
      errand.answer = Optional.empty();
    }
    if (state instanceof TaskState.Running(Ticket ticket)) {
      errand.ticket = Optional.of(ticket);
    } else if (state instanceof TaskState.Storing(Ticket ticket)) {
      errand.ticket = Optional.of(ticket);
    }
  }

  /** The operator may put the engine back until the deadline. */
  private Next withoutEngine(Task task) {
    return place.overdue(task) && task.state() instanceof TaskState.Open
        ? Next.now(place.endings().failed(task, FailureReason.ENGINE_SILENT))
        : Next.later(task, WITHOUT_ENGINE);
  }
}
