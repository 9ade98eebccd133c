package dev.afterglow.admin;

import java.time.Instant;
import java.util.Optional;

/** Commands about redeem codes, each worth one credit to whoever redeems it first. */
public sealed interface CodeCommand extends AdminCommand {
  /**
   * Makes codes; the answer holds them, the only time they are told.
   *
   * @param micros what each is worth, at least 1 micro-dollar
   * @param count 1 to 1000
   */
  record Create(long micros, int count, Optional<Instant> expiresAt) implements CodeCommand {}

  /** Lists the codes and what became of them; never a code itself. */
  record ListCodes() implements CodeCommand {}
}
