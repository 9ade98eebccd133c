package dev.afterglow.admin;

import java.util.Optional;

/** Orders about an owner's balance, in micro-dollars. */
public sealed interface CreditOrder extends Order {
  /**
   * Adds to a balance, or takes from it.
   *
   * @param micros not 0; negative is a debit, and never takes more than is available
   * @param reason why, for the books; not empty
   * @param reference unique among all entries: an order repeated with the same one counts once.
   *     Made by the server where absent
   */
  record Add(String owner, long micros, String reason, Optional<String> reference)
      implements CreditOrder {}

  /** Lists an owner's newest entries. */
  record List(String owner) implements CreditOrder {}
}
