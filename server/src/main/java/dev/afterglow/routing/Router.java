package dev.afterglow.routing;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operator's engines in the operator's order: the first that can make a film is to make it. */
public final class Router {
  private final List<Engine> engines;

  /**
   * @throws IllegalArgumentException if there is no engine or two have one name
   */
  public Router(List<Engine> engines) {
    this.engines = List.copyOf(engines);
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("engines: none (expected: at least one)");
    }
    Set<String> names = new HashSet<>();
    for (Engine engine : engines) {
      if (!names.add(engine.name())) {
        throw new IllegalArgumentException("engines: two are named " + engine.name());
      }
    }
  }

  /** The first engine that covers this request, by its grid alone; no engine is called. */
  public Optional<Engine> choose(Model model, Shape shape, boolean picture) {
    return engines.stream()
        .filter(engine -> engine.grid().covers(model, shape, picture))
        .findFirst();
  }

  /** The engine with this name; empty if the operator has taken it out. */
  public Optional<Engine> named(String name) {
    return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
  }

  /** Every engine, first choice first. */
  public List<Engine> engines() {
    return engines;
  }
}
