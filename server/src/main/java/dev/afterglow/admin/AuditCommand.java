package dev.afterglow.admin;

import java.util.List;
import java.util.Optional;

/** Commands about the books as a whole. */
public sealed interface AuditCommand extends AdminCommand {
  /** Compares ledger, tasks and files, looks whether the database is whole, and changes nothing. */
  record Examine() implements AuditCommand {}

  /**
   * The same, and then puts right what can be put right without a decision: files that belong to
   * nobody are deleted, and tasks whose film is gone say so.
   */
  record Repair() implements AuditCommand {}

  /**
   * Sets what films were charged against what their engines cost, by the day their tasks ended.
   *
   * @param start the first day, such as {@code 2026-11-01}; 30 days before the last unless given
   * @param end the last day; today unless given
   * @param by which of {@code model}, {@code engine} and {@code date} have lines of their own
   * @param owner of whose tasks alone
   * @param tz the zone in which days begin
   */
  record Usage(
      Optional<String> start,
      Optional<String> end,
      List<String> by,
      Optional<String> owner,
      String tz)
      implements AuditCommand {
    public Usage {
      by = List.copyOf(by);
    }
  }
}
