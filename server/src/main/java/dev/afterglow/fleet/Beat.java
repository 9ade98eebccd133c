package dev.afterglow.fleet;

import java.util.Map;
import java.util.Set;

/**
 * What a node learns when it renews its lease.
 *
 * @param lapsed whether the lease may have run out before
 * @param silent ids of nodes that have left or are taken for dead
 * @param nodes how many are alive, this one counted
 * @param place of this node among them, in the order of their ids, from 0
 * @param topics what all nodes remember of the database, with the number of its latest change
 */
record Beat(boolean lapsed, Set<String> silent, int nodes, int place, Map<String, Long> topics) {
  Beat {
    silent = Set.copyOf(silent);
    topics = Map.copyOf(topics);
  }

  /** How many of so many are this node's share: all shares together are exactly so many. */
  int shareOf(int all) {
    return all / nodes + (place < all % nodes ? 1 : 0);
  }

  /** The same, where nobody has heard yet of one before. */
  Beat after(Beat earlier) {
    return new Beat(lapsed || earlier.lapsed, silent, nodes, place, topics);
  }
}
