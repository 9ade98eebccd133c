package dev.afterglow.admin.handlers;

import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.admin.doctor.Finding;
import dev.afterglow.admin.doctor.Report;
import dev.afterglow.tasks.store.UnclearTasks;
import dev.afterglow.webhooks.OutboxReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves commands about the books as a whole. */
final class BooksCommandHandler {
  private final Doctor doctor;
  private final UnclearTasks unclear;
  private final OutboxReport outbox;
  private final UsageCommandHandler usage;
  private final Supplier<Optional<String>> finishing;
  private final Doctor.FilmLosses losses;

  /**
   * @param losses told of films that are gone, where that is to be put right
   * @param finishing why films cannot be finished on this machine; empty if they can
   */
  BooksCommandHandler(
      Doctor doctor,
      UnclearTasks unclear,
      OutboxReport outbox,
      UsageCommandHandler usage,
      Supplier<Optional<String>> finishing,
      Doctor.FilmLosses losses) {
    this.doctor = doctor;
    this.losses = losses;
    this.unclear = unclear;
    this.outbox = outbox;
    this.usage = usage;
    this.finishing = finishing;
  }

  AdminResult execute(AuditCommand command) {
    return switch (command) {
      case AuditCommand.Examine _ -> Done.of(examined(doctor.examine(), List.of()));
      case AuditCommand.Repair _ -> Done.of(repaired());
      case AuditCommand.Usage asked -> usage.execute(asked);
    };
  }

  /** What is shown is what is left. */
  private Examined repaired() {
    Report before = doctor.examine();
    List<Finding> repaired = doctor.repair(before, losses);
    return examined(repaired.isEmpty() ? before : doctor.examine(), repaired);
  }

  /** A damaged database is asked for nothing more. */
  private Examined examined(Report report, List<Finding> repaired) {
    boolean damaged =
        report.findings().stream().anyMatch(one -> one.kind() == Finding.Kind.DATABASE);
    return new Examined(
        report.findings().stream().map(Discrepancy::of).toList(),
        repaired.stream().map(Discrepancy::of).toList(),
        new Checked(report.entries(), report.holds(), report.tasks(), report.films()),
        damaged ? List.of() : unclear.oldest(),
        finishing.get(),
        damaged ? Outbox.EMPTY : outbox());
  }

  private Outbox outbox() {
    return new Outbox(
        outbox.stuck().stream()
            .map(late ->
                new Late(
                    late.id(),
                    late.ownerId(),
                    late.attempts(),
                    late.nextAt().orElseGet(late::createdAt)))
            .toList(),
        outbox.failedEndpoints());
  }

  private record Examined(
      List<Discrepancy> discrepancies,
      List<Discrepancy> repaired,
      Checked checked,
      List<UnclearTasks.Unclear> unclear,
      Optional<String> unfinishable,
      Outbox webhooks) {}

  /**
   * What is to be told of webhooks.
   *
   * @param failedEndpoints how many were disabled because they failed
   */
  private record Outbox(List<Late> stuck, long failedEndpoints) {
    static final Outbox EMPTY = new Outbox(List.of(), 0);
  }

  private record Late(String id, String owner, int attempts, Instant dueAt) {}

  private record Discrepancy(String kind, String subject, String expected, String found) {
    static Discrepancy of(Finding finding) {
      return new Discrepancy(
          finding.kind().name().toLowerCase(Locale.ROOT),
          finding.subject(),
          finding.expected(),
          finding.found());
    }
  }

  private record Checked(long entries, long holds, long tasks, long files) {}
}
