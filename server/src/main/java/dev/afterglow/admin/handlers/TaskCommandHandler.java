package dev.afterglow.admin.handlers;

import static java.util.Comparator.comparing;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.TaskCommand;
import dev.afterglow.admin.handlers.Cancellations.Cancelled;
import dev.afterglow.admin.handlers.Cancellations.Outcome;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskQuery;
import dev.afterglow.tasks.service.Decisions;
import dev.afterglow.tasks.store.TaskLists;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Serves commands about tasks. */
final class TaskCommandHandler {
  private final Accounts accounts;
  private final TaskLists tasks;
  private final Cancellations cancellations;
  private final Decisions decisions;

  TaskCommandHandler(
      Accounts accounts, TaskLists tasks, Cancellations cancellations, Decisions decisions) {
    this.accounts = accounts;
    this.tasks = tasks;
    this.cancellations = cancellations;
    this.decisions = decisions;
  }

  AdminResult execute(TaskCommand command) {
    return switch (command) {
      case TaskCommand.ListTasks list -> list(list);
      case TaskCommand.Decide decide -> decide(decide);
      case TaskCommand.Cancel(TaskCommand.ById(List<String> ids)) -> cancel(ids);
      case TaskCommand.Cancel(TaskCommand.ByOwner(String named)) ->
          accounts
              .owner(named)
              .map(owner -> stopped(cancellations.ofOwner(owner.id(), true)))
              .orElseGet(() -> OwnerCommandHandler.noSuchOwner(named));
      case TaskCommand.Cancel(TaskCommand.ByKey(String key)) ->
          accounts.keys().stream().anyMatch(known -> known.id().equals(key))
              ? stopped(cancellations.ofKey(key, true))
              : new Refusal.NoSuchKey(key);
    };
  }

  private AdminResult cancel(List<String> ids) {
    List<Owner> owners = accounts.owners();
    return Done.of(new Stopped(ids.stream().map(id -> cancel(owners, id)).toList()));
  }

  /** Owners are few, and a task is only found through its own. */
  private Cancelled cancel(List<Owner> owners, String id) {
    return Cancelled.of(
        id,
        owners.stream()
            .map(owner -> cancellations.cancel(owner.id(), id))
            .filter(outcome -> outcome != Outcome.NOT_FOUND)
            .findFirst()
            .orElse(Outcome.NOT_FOUND));
  }

  private AdminResult decide(TaskCommand.Decide command) {
    RefusedValue.unlessOneOf("decision", command.decision(), List.of("accept", "release"));
    return Done.of(
        new Decided(
            command.id(),
            word(
                accounts.owners().stream()
                    .map(owner -> decide(owner.id(), command))
                    .filter(outcome -> outcome != Decisions.Outcome.NOT_FOUND)
                    .findFirst()
                    .orElse(Decisions.Outcome.NOT_FOUND))));
  }

  private Decisions.Outcome decide(String ownerId, TaskCommand.Decide command) {
    return command.decision().equals("release")
        ? decisions.release(ownerId, command.id())
        : decisions.accept(ownerId, command.id(), command.ticket().map(Ticket::new));
  }

  private static AdminResult stopped(Cancellations.Unfinished unfinished) {
    return Done.of(new Stopped(unfinished.cancelled().orElseThrow()));
  }

  private AdminResult list(TaskCommand.ListTasks command) {
    TaskQuery query = query(command);
    if (command.owner().isEmpty()) {
      return newest(accounts.owners(), query);
    }
    String named = command.owner().get();
    return accounts
        .owner(named)
        .map(owner -> newest(List.of(owner), query))
        .orElseGet(() -> OwnerCommandHandler.noSuchOwner(named));
  }

  /** Every owner's newest, of which the newest: owners are few, tasks are many. */
  private AdminResult newest(List<Owner> owners, TaskQuery query) {
    return Done.of(
        new Listed(
            owners.stream()
                .flatMap(owner -> tasks.page(owner.id(), query).tasks().stream())
                .sorted(comparing(Task::createdAt).thenComparing(Task::id).reversed())
                .limit(query.limit())
                .map(Row::of)
                .toList()));
  }

  private static TaskQuery query(TaskCommand.ListTasks command) {
    RefusedValue.unlessWithin("limit", command.limit(), 1, TaskQuery.LARGEST_PAGE);
    Set<DisplayStatus> stages =
        command.status().map(word -> Set.of(stage(word))).orElseGet(Set::of);
    return new TaskQuery(
        stages,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        command.limit());
  }

  private static DisplayStatus stage(String word) {
    RefusedValue.unlessOneOf(
        "status",
        word,
        Arrays.stream(DisplayStatus.values()).map(TaskCommandHandler::word).toList());
    return DisplayStatus.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private record Decided(String id, String outcome) {}

  private record Stopped(List<Cancelled> tasks) {}

  private record Listed(List<Row> tasks) {}

  private record Row(
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
    static Row of(Task task) {
      return new Row(
          task.id(),
          task.ownerId(),
          task.keyId(),
          word(task.displayStatus()),
          task.progressPercent(),
          task.model().id(),
          task.format().resolution().id(),
          task.format().seconds(),
          task.engine().orElse(""),
          task.priceMicros(),
          task.chargedMicros(),
          task.createdAt(),
          task.endedAt());
    }
  }
}
