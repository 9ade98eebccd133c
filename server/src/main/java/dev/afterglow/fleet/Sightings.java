package dev.afterglow.fleet;

import dev.afterglow.tasks.store.LastBeat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When this node has first seen the latest beat of each other one, by a clock that is never set
 * back. A node is silent once that was a lease ago: so nobody is taken for dead, or for alive,
 * because the database's clock was set. That clock says only how long a lease had still to run when
 * it was seen first, for nodes whose leases are longer than this one's.
 */
final class Sightings {
  /** No lease may be longer. */
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(5);

  private final String self;
  private final Duration lease;
  private volatile Map<String, Sighting> seen = Map.of();
  private volatile List<LastBeat> silent = List.of();

  /**
   * @param self this node, which is never silent
   * @param lease how long any node may be silent, at least
   */
  Sightings(String self, Duration lease) {
    this.self = self;
    this.lease = lease;
  }

  /**
   * A beat that was seen.
   *
   * @param sinceNanos when it was there to be seen, at the latest
   * @param patience how long the next one is waited for
   */
  private record Sighting(LastBeat beat, long sinceNanos, Duration patience) {
    boolean before(long nanos, Duration time) {
      return nanos - sinceNanos >= time.toNanos();
    }
  }

  /**
   * Takes in what the database says of all nodes.
   *
   * @param databaseMillis the database's time
   * @param askedNanos when the question was sent: what is still the same is so at that moment
   * @param answeredNanos when the answer had come
   */
  void look(List<LastBeat> beats, long databaseMillis, long askedNanos, long answeredNanos) {
    Map<String, Sighting> now = new HashMap<>();
    for (LastBeat beat : beats) {
      Sighting fresh =
          new Sighting(beat, answeredNanos, patience(beat.leaseMillis() - databaseMillis));
      Sighting known =
          Optional.ofNullable(seen.get(beat.nodeId()))
              .filter(before -> before.beat().equals(beat))
              .orElse(fresh);
      now.put(beat.nodeId(), known);
    }
    seen = Map.copyOf(now);
    silent =
        now.values().stream()
            .filter(one -> !one.beat().nodeId().equals(self))
            .filter(one ->
                one.beat().leaseMillis() == LastBeat.GONE || one.before(askedNanos, one.patience()))
            .map(Sighting::beat)
            .toList();
  }

  private Duration patience(long leftMillis) {
    Duration left = Duration.ofMillis(Math.clamp(leftMillis, 0, LONGEST_LEASE.toMillis()));
    return left.compareTo(lease) < 0 ? lease : left;
  }

  /** Nodes that were silent for too long, or have left, at the last look. */
  List<LastBeat> silent() {
    return silent;
  }

  /** Those of them whose last beat was seen so long ago. */
  List<LastBeat> silentFor(Duration time, long nowNanos) {
    return silent.stream()
        .filter(beat -> {
          Sighting sighting = seen.get(beat.nodeId());
          return sighting != null && sighting.before(nowNanos, time);
        })
        .toList();
  }
}
