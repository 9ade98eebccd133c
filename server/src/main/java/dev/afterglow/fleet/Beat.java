package dev.afterglow.fleet;

import java.util.Map;

/**
 * What a node learns when it renews its lease.
 *
 * @param lapsed whether the lease may have run out before
 * @param dead whether there are nodes whose lease has run out
 * @param nodes how many are alive, this one counted
 * @param place of this node among them, in the order of their ids, from 0
 * @param topics what all nodes remember of the database, with the number of its latest change
 */
record Beat(boolean lapsed, boolean dead, int nodes, int place, Map<String, Long> topics) {
  /** How many of so many are this node's share: all shares together are exactly so many. */
  int shareOf(int all) {
    return all / nodes + (place < all % nodes ? 1 : 0);
  }
}
