package dev.afterglow.admin;

import java.util.Optional;

/** Commands about an owner's balance, in micro-dollars. */
public sealed interface CreditCommand extends AdminCommand {
  /**
   * Adds to a balance, or takes from it.
   *
   * @param micros not 0; negative is a debit, and never takes more than is available
   * @param reason why, for the books; not empty
   * @param reference unique among all entries: a command repeated with the same one counts once.
   *     Made by the server where absent
   */
  record Add(String owner, long micros, String reason, Optional<String> reference)
      implements CreditCommand {}

  /** Lists an owner's newest entries. */
  record ListEntries(String owner) implements CreditCommand {}
}
