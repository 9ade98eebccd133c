package dev.afterglow.engines.preview.prompt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what the words of a prompt speak for. Saying a thing again adds little, so that repetition
 * does not outvote meaning.
 */
final class Ballot {
  private static final double REPETITION = 0.25;
  private static final double MOST_BY_REPETITION = 0.15;

  private final Map<Enum<?>, Tally> tallies = new LinkedHashMap<>();

  private record Tally(double strongest, double sum) {
    double weight() {
      return strongest + Math.min((sum - strongest) * REPETITION, strongest * MOST_BY_REPETITION);
    }
  }

  void vote(Enum<?> value, double weight) {
    tallies.merge(
        value,
        new Tally(weight, weight),
        (old, now) -> new Tally(Math.max(old.strongest, now.strongest), old.sum + now.sum));
  }

  /** Makes the votes given so far count for less. */
  void weaken(Enum<?> value, double factor) {
    tallies.computeIfPresent(
        value, (_, tally) -> new Tally(tally.strongest * factor, tally.sum * factor));
  }

  /** Forgets every vote for a value that the prompt says is absent. */
  void withdraw(Enum<?> value) {
    tallies.remove(value);
  }

  /** How much speaks for a value, 0 for nothing. */
  double weight(Enum<?> value) {
    Tally tally = tallies.get(value);
    return tally == null ? 0 : tally.weight();
  }

  /** The value of this kind with the most votes; the one named first where two are equal. */
  <E extends Enum<E>> Optional<E> winner(Class<E> kind) {
    return tallies.keySet().stream()
        .filter(kind::isInstance)
        .reduce((best, next) -> weight(next) > weight(best) + 1e-9 ? next : best)
        .map(kind::cast);
  }
}
