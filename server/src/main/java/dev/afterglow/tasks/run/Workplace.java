package dev.afterglow.tasks.run;

import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.tasks.Checkpoint;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.desk.Pictures;
import dev.afterglow.tasks.store.Endings;
import dev.afterglow.tasks.store.Transitions;
import dev.afterglow.videos.VideoStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** What every step works with. */
record Workplace(
    Transitions transitions,
    Endings endings,
    VideoStore films,
    Pictures pictures,
    InstantSource time,
    RunSettings settings,
    Checkpoint.Listener checkpoints) {

  /** The task in the words of engines. */
  Job job(Task task) throws IOException {
    return new Job(
        task.id(), task.model(), task.prompt(), task.shape(), task.seed(), pictures.of(task));
  }

  /** Whether the engine has had the task for longer than the operator allows. */
  boolean overdue(Task task) {
    Duration kept = Duration.between(task.sentAt().orElse(task.createdAt()), time.instant());
    return kept.compareTo(settings.engineDeadline()) >= 0;
  }

  /**
   * Gives up on an engine that has kept a task too long: a loss, if it makes the film after all.
   */
  Next giveUp(Task task) {
    return Next.now(endings.failed(task, FailureReason.ENGINE_SILENT));
  }

  /** Ends a task for the reason that its engine gave. */
  Next fail(Task task, Failure failure) {
    return Next.now(
        endings.failed(
            task,
            switch (failure.kind()) {
              case CONTENT_REFUSED -> FailureReason.CONTENT_REFUSED;
              case INVALID_INPUT -> FailureReason.INPUT_REFUSED;
              case NO_ACCESS, BROKEN -> FailureReason.ENGINE_FAILED;
            }));
  }
}
