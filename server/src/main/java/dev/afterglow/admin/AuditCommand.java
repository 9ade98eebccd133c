package dev.afterglow.admin;

/** Commands about the books as a whole. */
public sealed interface AuditCommand extends AdminCommand {
  /** Compares ledger, tasks and files, looks whether the database is whole, and changes nothing. */
  record Examine() implements AuditCommand {}
}
