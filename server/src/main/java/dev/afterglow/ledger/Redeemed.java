package dev.afterglow.ledger;

/** What became of a request to redeem a code. */
public sealed interface Redeemed {
  /** The owner has been credited. */
  record Credited(long amountMicros) implements Redeemed {}

  /** There is no such code, or it has expired, or somebody had it before: which, is not told. */
  record Refused() implements Redeemed {}
}
