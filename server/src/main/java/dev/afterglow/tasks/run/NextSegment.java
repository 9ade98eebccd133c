package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.run.RunningTask.Turn;
import dev.afterglow.tasks.store.Transition;
import java.io.IOException;
import java.util.Optional;

/** Goes on from a segment that is made to the next one, which starts from its last frame. */
final class NextSegment {
  private final StepContext context;
  private final Films films;

  NextSegment(StepContext context, Films films) {
    this.context = context;
    this.films = films;
  }

  Next take(Turn turn, Engine engine, Attempt made) throws IOException {
    Task task = turn.task();
    if (task.cancelRequested()) {
      return context.cancel(task);
    }
    Optional<Next> obstacle = films.readLastFrame(turn, engine, made.segment());
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    turn.memory().attempts = 0;
    return Next.now(context.store().transition(task, new Transition.NextSegment()));
  }
}
