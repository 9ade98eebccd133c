package dev.afterglow.tasks.run;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Steps of one kind for one engine, by when they are due. A lane takes so many at once and at such
 * a rate; what is due and has no room waits here and holds up no other lane. The lock of {@link
 * RunningTasks} guards it.
 */
final class Lane {
  /** A step that is due; void if its task has a newer one. */
  private record Entry(RunningTask running, long due, int version) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::due));
  private final int mostAtOnce;
  private final RateBudget rate;
  private int busy;

  Lane(int mostAtOnce, RateBudget rate) {
    this.mostAtOnce = mostAtOnce;
    this.rate = rate;
  }

  /** Puts a task in, whose {@link RunningTask#due} says when; earlier entries of it are void. */
  void add(RunningTask running) {
    running.version++;
    entries.add(new Entry(running, running.due, running.version));
  }

  /** Gives out what is due and has room. */
  void takeDue(long now, List<RunningTask.Turn> into) {
    while (busy < mostAtOnce && headIsDue(now) && rate.take(now)) {
      RunningTask running = entries.remove().running;
      running.busy = true;
      busy++;
      into.add(new RunningTask.Turn(running, this, running.task, running.memory, running.stale));
    }
  }

  /** A step of this lane has been taken. */
  void done() {
    busy--;
  }

  /** How many more tasks could be given out at this moment. */
  int room(long now) {
    dropVoid();
    return Math.max(0, rate.available(now) - entries.size());
  }

  /** How many nanoseconds until one more can be given out. */
  long untilRoom(long now) {
    return rate.untilNext(now);
  }

  /** How many nanoseconds until a step is due and has room; the largest number if none is. */
  long untilDue(long now) {
    dropVoid();
    Entry head = entries.peek();
    return head == null || busy >= mostAtOnce
        ? Long.MAX_VALUE
        : Math.max(Math.max(0, head.due - now), rate.untilNext(now));
  }

  private boolean headIsDue(long now) {
    dropVoid();
    Entry head = entries.peek();
    return head != null && head.due - now <= 0;
  }

  private void dropVoid() {
    Entry head = entries.peek();
    while (head != null && (head.version != head.running.version || head.running.busy)) {
      entries.remove();
      head = entries.peek();
    }
  }
}
