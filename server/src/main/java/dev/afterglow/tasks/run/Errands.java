package dev.afterglow.tasks.run;

import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tasks under way, at most one errand for each, so that no two threads ever act for one task.
 */
final class Errands {
  private final Map<String, Errand> byTask = new LinkedHashMap<>();

  synchronized Set<String> tasks() {
    return Set.copyOf(byTask.keySet());
  }

  /**
   * Takes up a task. If an errand of it is still here, that one goes on with it: it may be just
   * about to put the task back in line, from where the task has been taken again meanwhile.
   */
  synchronized void add(Errand errand) {
    Errand before = byTask.putIfAbsent(errand.task.id(), errand);
    if (before != null) {
      before.takenAgain = true;
    }
  }

  /** Gives out every errand whose step is due; each comes back by {@link #giveBack}. */
  synchronized List<Errand> takeDue(Instant now) {
    List<Errand> due = new ArrayList<>();
    for (Errand errand : byTask.values()) {
      if (!errand.busy && !errand.due.isAfter(now)) {
        errand.busy = true;
        due.add(errand);
      }
    }
    return due;
  }

  /**
   * Takes an errand back after a step.
   *
   * @return whether it is over
   */
  synchronized boolean giveBack(Errand errand, Next next, Instant now) {
    errand.busy = false;
    switch (next) {
      case Next.Later(Task task, Duration pause) -> {
        errand.task = task;
        errand.due = now.plus(pause);
      }
      case Next.Overtaken _ -> {
        errand.stale = true;
        errand.due = now;
      }
    }
    boolean letGo =
        errand.task.state() instanceof TaskState.Queued
            || errand.task.state() instanceof TaskState.Ended;
    if (!letGo || errand.stale) {
      return false;
    }
    if (errand.takenAgain) {
      errand.takenAgain = false;
      errand.answer = Optional.empty();
      errand.stale = true;
      errand.due = now;
      return false;
    }
    byTask.remove(errand.task.id());
    return true;
  }

  /** How many more tasks an engine of this concurrency may be given. */
  synchronized int room(String engine, int concurrency) {
    int making = 0;
    int storing = 0;
    for (Errand errand : byTask.values()) {
      if (errand.task.engine().equals(engine)) {
        making += errand.making() ? 1 : 0;
        storing += errand.storing() ? 1 : 0;
      }
    }
    // Films that are not yet copied hold up new ones only when they pile up.
    return Math.max(0, Math.min(concurrency - making, 2 * concurrency - making - storing));
  }

  /** When the next step is due, of the errands that are not out; empty if there is none. */
  synchronized Optional<Instant> nextDue() {
    return byTask.values().stream()
        .filter(errand -> !errand.busy)
        .map(errand -> errand.due)
        .min(Instant::compareTo);
  }

  /** Whether any step is being taken at this moment. */
  synchronized boolean anyBusy() {
    return byTask.values().stream().anyMatch(errand -> errand.busy);
  }
}
