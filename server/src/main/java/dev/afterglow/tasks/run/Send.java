package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Job;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Hands a task to its engine, once, and writes down what the engine answered. */
final class Send {
  private static final System.Logger LOG = System.getLogger(Send.class.getName());

  private final Workplace place;

  Send(Workplace place) {
    this.place = place;
  }

  Next take(Errand errand, Engine engine) throws IOException {
    if (errand.answer.isEmpty()) {
      submit(errand, engine);
    }
    return write(errand, errand.answer.orElseThrow(), engine);
  }

  private void submit(Errand errand, Engine engine) throws IOException {
    Job job = place.job(errand.task);
    place.checkpoints().passed(Checkpoint.BEFORE_SUBMIT);
    // From here on a job may exist, whatever becomes of the call.
    errand.answer = Optional.of(new Submission.Unknown("the call did not return"));
    errand.answer = Optional.of(engine.submit(job));
    place.checkpoints().passed(Checkpoint.SUBMITTED);
  }

  private Next write(Errand errand, Submission answer, Engine engine) {
    Task task = errand.task;
    return switch (answer) {
      case Submission.Accepted accepted -> {
        Optional<Task> running = place.transitions().accepted(task, accepted.ticket());
        place.checkpoints().passed(Checkpoint.TICKET_WRITTEN);
        yield running.isPresent()
            ? Next.later(running.get(), engine.pollInterval())
            : new Next.Overtaken();
      }
      case Submission.Refused refused -> {
        LOG.log(
            System.Logger.Level.INFO,
            "{0} refused {1}: {2}",
            engine.name(),
            task.id(),
            refused.failure().detail());
        yield place.fail(task, refused.failure());
      }
      case Submission.Unavailable _ ->
          Next.now(
              task.cancelRequested()
                  ? place.endings().cancelled(task)
                  : place.transitions().backInLine(task));
      case Submission.Unknown unknown -> {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} gave no readable answer to {1}: {2}",
            engine.name(),
            task.id(),
            unknown.detail());
        yield Next.now(place.transitions().uncertain(task));
      }
    };
  }

  /** How long an engine asked to be left alone with its last answer; zero if it did not. */
  static Duration respite(Errand errand) {
    return errand.answer.orElse(null) instanceof Submission.Unavailable unavailable
        ? unavailable.retryAfter()
        : Duration.ZERO;
  }
}
