package dev.afterglow.tasks.run;

import dev.afterglow.tasks.store.LastBeat;
import java.util.List;

/**
 * Whether this process may act for the tasks it has in hand. One that was stopped for a while, or
 * cut off from the database, may have been taken for dead: until it knows better it asks no engine.
 */
public interface NodeLease {
  /** The one process there is. */
  NodeLease ALONE =
      new NodeLease() {
        @Override
        public boolean holds() {
          return true;
        }

        @Override
        public long term() {
          return 0;
        }

        @Override
        public boolean isShared() {
          return false;
        }
      };

  /** Whether nobody can have taken this process for dead at this moment. */
  boolean holds();

  /**
   * Which term this is: a lease that may have run out and was had once more is another one, and
   * what was begun under the one before may be another node's by now. It changes before {@link
   * #holds} says yes again.
   */
  long term();

  /** Whether there may be other nodes. */
  boolean isShared();

  /** Nodes that are taken for dead, or have left: what they had in hand may be taken over. */
  default List<LastBeat> silent() {
    return List.of();
  }
}
