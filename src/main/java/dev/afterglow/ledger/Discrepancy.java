package dev.afterglow.ledger;

/**
 * A place where the books do not add up.
 *
 * @param about an owner id or a hold's reference
 * @param expectedMicros what the entries or holds add up to
 * @param foundMicros what the books say
 */
public record Discrepancy(Kind kind, String about, long expectedMicros, long foundMicros) {
  /** What does not add up. */
  public enum Kind {
    /** An owner's balance is not the sum of its entries. */
    BALANCE,
    /** An owner's held amount is not the sum of its open holds. */
    HELD,
    /** An owner's used amount is not the sum of its charges. */
    USED,
    /** An owner has less than nothing at hand. */
    OVERDRAWN
  }
}
