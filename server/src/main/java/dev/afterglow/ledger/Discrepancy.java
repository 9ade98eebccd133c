package dev.afterglow.ledger;

/**
 * A place where the books do not add up.
 *
 * @param about the id of an owner or a key
 * @param expectedMicros what the entries or holds add up to
 * @param foundMicros what the books say
 */
public record Discrepancy(Kind kind, String about, long expectedMicros, long foundMicros) {
  /** What does not add up. */
  public enum Kind {
    /** An owner's balance is not the sum of its entries. */
    BALANCE,
    /** What an owner or a key holds is not the sum of its open holds. */
    HELD,
    /** What an owner or a key has used is not the sum of its charges. */
    USED,
    /** An owner has less than nothing at hand. */
    OVERDRAWN
  }
}
