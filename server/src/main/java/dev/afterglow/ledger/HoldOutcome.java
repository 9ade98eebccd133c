package dev.afterglow.ledger;

/** What became of a request to set money aside. */
public sealed interface HoldOutcome {
  /** The amount is set aside until it is settled or released. */
  record Held() implements HoldOutcome {}

  /** Nothing is set aside, and nothing was changed. */
  sealed interface Refusal extends HoldOutcome {}

  /** The owner has less than the price at hand; nothing was changed. */
  record Insufficient(long priceMicros, long availableMicros) implements Refusal {}

  /**
   * The key may not spend that much; nothing was changed.
   *
   * @param period what the cap counts
   * @param leftMicros what the key may still spend in that period
   */
  record CapReached(Period period, long capMicros, long leftMicros, long priceMicros)
      implements Refusal {}

  /** What a cap counts. */
  enum Period {
    DAY,
    TOTAL
  }
}
