package dev.afterglow.tasks.run;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Plan;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.store.ClaimRequest;
import dev.afterglow.tasks.store.Taken;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where tasks can go, as it is at one moment.
 *
 * @param rooms how many tasks engines can be given; none where they are missing
 * @param shares how many of single models, where that is bounded
 */
record Rooms(
    Router router,
    EngineHealth health,
    JobBackoffs backoffs,
    Map<String, Integer> rooms,
    Map<String, Map<Model, Integer>> shares)
    implements ClaimRequest.Placement {
  int inAll() {
    long sum = rooms.values().stream().mapToLong(Integer::longValue).sum();
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  @Override
  public boolean open(Cell cell, Taken taken) {
    return router.canMake(cell, full(cell.model(), taken));
  }

  @Override
  public Optional<Plan> place(String taskId, Cell cell, Set<String> failed, Taken taken) {
    Set<String> excluded = full(cell.model(), taken);
    excluded.addAll(failed);
    excluded.addAll(backoffs.of(taskId));
    return router.choose(taskId, cell, excluded, health);
  }

  private Set<String> full(Model model, Taken taken) {
    Set<String> full = new HashSet<>();
    for (Engine engine : router.engines()) {
      String name = engine.name();
      if (rooms.getOrDefault(name, 0) <= taken.of(name)
          || share(name, model) <= taken.of(name, model)) {
        full.add(name);
      }
    }
    return full;
  }

  private int share(String engine, Model model) {
    return shares.getOrDefault(engine, Map.of()).getOrDefault(model, Integer.MAX_VALUE);
  }
}
