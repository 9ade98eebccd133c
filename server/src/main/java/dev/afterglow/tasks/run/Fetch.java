package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.run.RunningTask.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fetches what engines have made; whatever comes is finished before it is kept. A film that is
 * already in place is whole, since only whole files are put there; it is not fetched again after a
 * crash.
 */
final class Fetch {
  private final Films films;

  Fetch(Films films) {
    this.films = films;
  }

  Next take(Turn turn, Engine engine, Attempt last) throws IOException {
    OptionalLong kept = films.kept(turn.task());
    if (kept.isPresent()) {
      return films.complete(turn, kept.getAsLong());
    }
    for (Attempt made : films.made(turn.task(), last)) {
      Optional<Next> obstacle = films.fetch(turn, engine, made);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
    }
    StepMemory memory = turn.memory();
    Path only = memory.films.firstEntry().getValue();
    if (memory.films.size() == 1 && films.fits(turn, only)) {
      return films.keep(turn, only, Optional.empty());
    }
    memory.fetched = true;
    return Next.later(turn.task(), Duration.ZERO);
  }
}
