package dev.afterglow.admin.office;

import static java.util.Comparator.comparing;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.BooksOrder;
import dev.afterglow.admin.doctor.Doctor;
import dev.afterglow.admin.doctor.Finding;
import dev.afterglow.admin.doctor.Report;
import dev.afterglow.tasks.Stage;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.store.TaskLists;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Serves orders that only look. */
final class BooksDesk {
  private final Accounts accounts;
  private final TaskLists tasks;
  private final Doctor doctor;

  BooksDesk(Accounts accounts, TaskLists tasks, Doctor doctor) {
    this.accounts = accounts;
    this.tasks = tasks;
    this.doctor = doctor;
  }

  Answer carryOut(BooksOrder order) {
    return switch (order) {
      case BooksOrder.Examine _ -> Done.of(Examined.of(doctor.examine()));
      case BooksOrder.Tasks list -> tasks(list);
    };
  }

  private Answer tasks(BooksOrder.Tasks order) {
    TaskQuery query = query(order);
    if (order.owner().isEmpty()) {
      return newest(accounts.owners(), query);
    }
    String named = order.owner().get();
    return accounts
        .owner(named)
        .map(owner -> newest(List.of(owner), query))
        .orElseGet(() -> OwnerDesk.noSuchOwner(named));
  }

  /** Every owner's newest, of which the newest: owners are few, tasks are many. */
  private Answer newest(List<Owner> owners, TaskQuery query) {
    return Done.of(
        new Listed(
            owners.stream()
                .flatMap(owner -> tasks.page(owner.id(), query).tasks().stream())
                .sorted(comparing(Task::createdAt).thenComparing(Task::id).reversed())
                .limit(query.limit())
                .map(Line::of)
                .toList()));
  }

  private static TaskQuery query(BooksOrder.Tasks order) {
    WrongValue.unlessWithin("limit", order.limit(), 1, TaskQuery.LARGEST_PAGE);
    Set<Stage> stages = order.status().map(word -> Set.of(stage(word))).orElseGet(Set::of);
    return new TaskQuery(
        stages,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        order.limit());
  }

  private static Stage stage(String word) {
    WrongValue.unlessOneOf(
        "status", word, Arrays.stream(Stage.values()).map(BooksDesk::word).toList());
    return Stage.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private record Listed(List<Line> tasks) {}

  private record Line(
      String id,
      String owner,
      String key,
      String status,
      int progress,
      String model,
      String resolution,
      int seconds,
      String engine,
      long priceMicros,
      long chargedMicros,
      Instant createdAt,
      Optional<Instant> endedAt) {
    static Line of(Task task) {
      return new Line(
          task.id(),
          task.ownerId(),
          task.keyId(),
          word(task.stage()),
          task.progressPercent(),
          task.model().id(),
          task.shape().resolution().id(),
          task.shape().seconds(),
          task.engine(),
          task.priceMicros(),
          task.chargedMicros(),
          task.createdAt(),
          task.endedAt());
    }
  }

  private record Examined(List<Discrepancy> discrepancies, Checked checked) {
    static Examined of(Report report) {
      return new Examined(
          report.findings().stream().map(Discrepancy::of).toList(),
          new Checked(report.entries(), report.holds(), report.tasks(), report.films()));
    }
  }

  private record Discrepancy(String kind, String subject, String expected, String found) {
    static Discrepancy of(Finding finding) {
      return new Discrepancy(
          word(finding.kind()), finding.subject(), finding.expected(), finding.found());
    }
  }

  private record Checked(long entries, long holds, long tasks, long files) {}
}
