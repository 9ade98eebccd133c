package dev.afterglow.admin.handlers;

import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.store.UnfinishedTasks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Counts and stops the unfinished tasks of a key or an owner. */
final class Cancellations {
  /** A request that was let in a moment before may still add a task. */
  private static final int ROUNDS = 3;

  private final UnfinishedTasks unfinished;
  private final TaskCanceller canceller;

  Cancellations(UnfinishedTasks unfinished, TaskCanceller canceller) {
    this.unfinished = unfinished;
    this.canceller = canceller;
  }

  /** What became of a request to stop one task, on the wire. */
  enum Outcome {
    /** It is stopped and its money released. */
    STOPPED,
    /** Its engine was asked, or will be; the task's next states tell. */
    ASKED,
    /** It had ended before, or its film is made already. */
    TOO_LATE,
    /** Its engine cannot stop it; the film will be made and charged. */
    UNSTOPPABLE,
    /** There is no such task. */
    NOT_FOUND;

    static Outcome of(Cancelling cancelling) {
      return switch (cancelling) {
        case Cancelling.Stopped _ -> STOPPED;
        case Cancelling.Asked _ -> ASKED;
        case Cancelling.TooLate _ -> TOO_LATE;
        case Cancelling.Unstoppable _ -> UNSTOPPABLE;
        case Cancelling.NotFound _ -> NOT_FOUND;
      };
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of one task. */
  record Cancelled(String id, String outcome) {
    static Cancelled of(String id, Outcome outcome) {
      return new Cancelled(id, outcome.word());
    }
  }

  /**
   * The unfinished tasks of a key or an owner.
   *
   * @param waiting how many waited before anything was stopped
   * @param running how many were under way then
   * @param cancelled what became of each, where they were to be stopped
   */
  record Unfinished(long waiting, long running, Optional<List<Cancelled>> cancelled) {}

  Unfinished ofKey(String keyId, boolean cancel) {
    return unfinished(unfinished.ofKey(keyId), cancel, () -> unfinished.idsOfKey(keyId));
  }

  Unfinished ofOwner(String ownerId, boolean cancel) {
    return unfinished(unfinished.ofOwner(ownerId), cancel, () -> unfinished.idsOfOwner(ownerId));
  }

  Outcome cancel(String ownerId, String taskId) {
    return Outcome.of(canceller.cancel(ownerId, taskId));
  }

  private Unfinished unfinished(
      UnfinishedTasks.Counts counts, boolean cancel, Supplier<List<UnfinishedTasks.Id>> ids) {
    return new Unfinished(
        counts.waiting(),
        counts.running(),
        cancel ? Optional.of(cancelAll(ids)) : Optional.empty());
  }

  private List<Cancelled> cancelAll(Supplier<List<UnfinishedTasks.Id>> ids) {
    List<Cancelled> cancelled = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (UnfinishedTasks.Id id : ids.get()) {
        if (seen.add(id.taskId())) {
          cancelled.add(Cancelled.of(id.taskId(), cancel(id.ownerId(), id.taskId())));
        }
      }
    }
    return List.copyOf(cancelled);
  }
}
