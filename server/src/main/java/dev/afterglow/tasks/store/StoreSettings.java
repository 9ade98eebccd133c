package dev.afterglow.tasks.store;

import dev.afterglow.tasks.QueueBounds;
import java.time.Duration;

/**
 * What a store of tasks keeps to.
 *
 * @param node this process's name among those that share the database
 * @param filmLife how long a finished film is kept, counted from its task's end
 * @param bounds how many tasks may wait
 * @param caps how many tasks of one key may be under way
 */
public record StoreSettings(String node, Duration filmLife, QueueBounds bounds, KeyCaps caps) {
  /** The name of the one node of a database in a data directory. */
  public static final String ONLY_NODE = "only";

  /** Whether other nodes may be at work on the same database. */
  boolean amongNodes() {
    return !node.equals(ONLY_NODE);
  }

  public StoreSettings {
    if (!filmLife.isPositive()) {
      throw new IllegalArgumentException("film life: " + filmLife + " (expected: more than 0)");
    }
  }
}
