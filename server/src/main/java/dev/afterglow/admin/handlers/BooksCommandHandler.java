package dev.afterglow.admin.handlers;

import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.admin.doctor.Finding;
import dev.afterglow.admin.doctor.Report;
import dev.afterglow.tasks.store.UnclearTasks;
import java.util.List;
import java.util.Locale;

/** Serves commands about the books as a whole. */
final class BooksCommandHandler {
  private final Doctor doctor;

  private final UnclearTasks unclear;

  BooksCommandHandler(Doctor doctor, UnclearTasks unclear) {
    this.doctor = doctor;
    this.unclear = unclear;
  }

  AdminResult execute(AuditCommand command) {
    return switch (command) {
      case AuditCommand.Examine _ -> Done.of(examined(doctor.examine()));
    };
  }

  /** A damaged database is asked for nothing more. */
  private Examined examined(Report report) {
    boolean damaged =
        report.findings().stream().anyMatch(one -> one.kind() == Finding.Kind.DATABASE);
    return new Examined(
        report.findings().stream().map(Discrepancy::of).toList(),
        new Checked(report.entries(), report.holds(), report.tasks(), report.films()),
        damaged ? List.of() : unclear.oldest());
  }

  private record Examined(
      List<Discrepancy> discrepancies, Checked checked, List<UnclearTasks.Unclear> unclear) {}

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
