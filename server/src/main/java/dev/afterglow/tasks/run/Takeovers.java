package dev.afterglow.tasks.run;

import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import dev.afterglow.tasks.store.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Goes on with what others had in hand: an earlier process of the same node, or nodes that are
 * taken for dead. Everything but the counts is for whoever holds the runner's lock.
 */
final class Takeovers {
  private static final int RECOVERED_AT_ONCE = 500;

  private final StepContext context;
  private final RunningTasks running;
  private final LongAdder taken = new LongAdder();
  private final LongAdder fenced = new LongAdder();

  /** Whether the last take-over may have been written though it failed. */
  private boolean outcomeUnknown;

  Takeovers(StepContext context, RunningTasks running) {
    this.context = context;
    this.running = running;
  }

  /** Takes up what this process does not know yet of what is its own. */
  void recover() {
    takeUp(context.store().underWay());
  }

  /** Takes over a bounded number, and answers how many. */
  int takeOver(int most) {
    if (outcomeUnknown) {
      takeUp(unknownHere());
    }
    outcomeUnknown = true;
    List<Task> found = context.store().takeOver(context.lease().silent(), most);
    takeUp(found);
    outcomeUnknown = false;
    taken.add(found.size());
    return found.size();
  }

  /** Another node has a task that this one had in hand. */
  void lost() {
    fenced.increment();
  }

  /** How many tasks were taken over of nodes that are taken for dead. */
  long taken() {
    return taken.sum();
  }

  /** How many tasks others had taken over before this node had noticed. */
  long fenced() {
    return fenced.sum();
  }

  /** What the database says is this node's, and nobody here goes on with. */
  private List<Task> unknownHere() {
    Set<String> known = running.ids();
    return context.store().underWay().stream().filter(task -> !known.contains(task.id())).toList();
  }

  /** An attempt that was being handed over may have reached its engine, and is treated so. */
  private void takeUp(List<Task> found) {
    List<Transition.Of> unclear = new ArrayList<>();
    for (Task task : found) {
      if (task.state() instanceof TaskState.Working(Attempt attempt)
          && attempt.state() instanceof Attempt.State.Sending) {
        unclear.add(new Transition.Of(task, new Transition.Unclear()));
      } else {
        running.add(task);
      }
    }
    for (int from = 0; from < unclear.size(); from += RECOVERED_AT_ONCE) {
      int until = Math.min(from + RECOVERED_AT_ONCE, unclear.size());
      context
          .store()
          .transition(unclear.subList(from, until))
          .forEach(task -> task.ifPresent(running::add));
    }
  }
}
