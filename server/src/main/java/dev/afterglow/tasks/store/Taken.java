package dev.afterglow.tasks.store;

import dev.afterglow.engines.Model;
import java.util.HashMap;
import java.util.Map;

/** How many tasks one claim has given to each engine already. Not for several threads. */
public final class Taken {
  private final Map<String, Integer> ofEngine = new HashMap<>();
  private final Map<Share, Integer> ofModel = new HashMap<>();

  private record Share(String engine, Model model) {}

  /** Counts one more. */
  public void add(String engine, Model model) {
    ofEngine.merge(engine, 1, Integer::sum);
    ofModel.merge(new Share(engine, model), 1, Integer::sum);
  }

  /** Of all models. */
  public int of(String engine) {
    return ofEngine.getOrDefault(engine, 0);
  }

  /** Of one model. */
  public int of(String engine, Model model) {
    return ofModel.getOrDefault(new Share(engine, model), 0);
  }
}
