package dev.afterglow.admin;

import java.util.Optional;

/** Orders that look and change nothing. */
public sealed interface BooksOrder extends Order {
  /** Compares ledger, tasks and files, and tells every discrepancy. */
  record Examine() implements BooksOrder {}

  /**
   * Lists the newest tasks.
   *
   * @param limit 1 to 100
   */
  record Tasks(Optional<String> owner, Optional<String> status, int limit) implements BooksOrder {}
}
