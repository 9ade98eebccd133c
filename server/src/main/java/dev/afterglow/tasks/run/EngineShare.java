package dev.afterglow.tasks.run;

/**
 * How much of what an engine takes at once is for this node. Several nodes that give work to one
 * engine share it; an engine of this machine alone is this node's.
 */
@FunctionalInterface
public interface EngineShare {
  /** The one node there is. */
  EngineShare WHOLE = (_, running) -> running;

  /**
   * How many jobs this node may have with an engine at once; of all nodes together never more than
   * the engine takes.
   *
   * @param running how many the engine takes
   */
  int of(String engine, int running);
}
