package dev.afterglow.ledger;

/**
 * An owner's money in micro-dollars.
 *
 * @param balanceMicros the sum of all entries
 * @param heldMicros the sum of all open holds
 * @param usedMicros the sum of all charges, as a positive number
 */
public record Balance(long balanceMicros, long heldMicros, long usedMicros) {
  static final Balance NONE = new Balance(0, 0, 0);

  /** What may still be set aside: never below 0. */
  public long availableMicros() {
    return balanceMicros - heldMicros;
  }
}
