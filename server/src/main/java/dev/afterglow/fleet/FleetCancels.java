package dev.afterglow.fleet;

import dev.afterglow.tasks.CancelRequests;
import dev.afterglow.tasks.Cancelling;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.TaskStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Has tasks stopped by the node that has them in hand. The wish is in the database already; a
 * message makes it heard at once, and the task's next state is the answer.
 */
public final class FleetCancels implements CancelRequests {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final CancelRequests here;
  private final Predicate<String> isHere;
  private final Messenger messenger;
  private final TaskStore store;
  private final LongSupplier nanoTime;

  /**
   * @param here asks this node's engines
   * @param isHere whether a task is in hand here, by its id
   */
  public FleetCancels(
      CancelRequests here,
      Predicate<String> isHere,
      Messenger messenger,
      TaskStore store,
      LongSupplier nanoTime) {
    this.here = here;
    this.isHere = isHere;
    this.messenger = messenger;
    this.store = store;
    this.nanoTime = nanoTime;
  }

  @Override
  public Cancelling ask(Task task, Duration patience) {
    if (isHere.test(task.id())) {
      return here.ask(task, patience);
    }
    messenger.stop(task);
    long deadline = nanoTime.getAsLong() + patience.toNanos();
    Optional<Cancelling> answer = Optional.empty();
    while (answer.isEmpty() && deadline - nanoTime.getAsLong() > 0) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      answer = store.find(task.ownerId(), task.id()).flatMap(FleetCancels::answer);
    }
    return answer.orElseGet(() -> new Cancelling.Asked(task));
  }

  private static Optional<Cancelling> answer(Task now) {
    return switch (now.state()) {
      case TaskState.Cancelled _ -> Optional.of(new Cancelling.Stopped(now));
      case TaskState.Completed _, TaskState.Failed _, TaskState.Finishing _ ->
          Optional.of(new Cancelling.TooLate(now));
      case TaskState.Queued _, TaskState.Working _ -> Optional.empty();
    };
  }
}
