package dev.afterglow.tasks.expiry;

import dev.afterglow.tasks.pictures.ReferencePictureStore;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Deletes pictures that belong to no unfinished task, as failures leave them. A picture is on disk
 * before its task is in the database, so one is only deleted if it was without a task an hour
 * before as well.
 */
public final class OrphanPictureSweep {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final ReferencePictureStore pictures;
  private final TaskStore store;
  private final LongSupplier nanoTime;
  private Set<String> suspects = Set.of();
  private long due;

  /**
   * @param nanoTime a clock that is never set back, in nanoseconds
   */
  public OrphanPictureSweep(
      ReferencePictureStore pictures, TaskStore store, LongSupplier nanoTime) {
    this.pictures = pictures;
    this.store = store;
    this.nanoTime = nanoTime;
    this.due = nanoTime.getAsLong() + INTERVAL.toNanos();
  }

  /**
   * At the start of a process nobody is about to add a task: all are deleted at once, and the
   * others count for their owners.
   */
  public void atStart() throws IOException {
    for (String orphan : orphans()) {
      pictures.delete(orphan);
    }
    count();
  }

  /** Counts pictures for their owners: where other nodes add tasks, no picture is an orphan yet. */
  public void count() throws IOException {
    for (Map.Entry<String, String> owned : store.withPictures().entrySet()) {
      pictures.count(owned.getValue(), owned.getKey());
    }
  }

  /** Works if it is time to. */
  void work() throws IOException {
    long now = nanoTime.getAsLong();
    if (now - due < 0) {
      return;
    }
    due = now + INTERVAL.toNanos();
    Set<String> orphans = orphans();
    for (String orphan : orphans) {
      if (suspects.contains(orphan)) {
        pictures.delete(orphan);
      }
    }
    suspects = orphans;
  }

  private Set<String> orphans() throws IOException {
    // The files first: a task that is added after them has its picture from before.
    Set<String> orphans = new HashSet<>(pictures.names());
    if (!orphans.isEmpty()) {
      for (String taskId : store.withPictures().keySet()) {
        orphans.removeAll(pictures.namesOf(taskId));
      }
    }
    return orphans;
  }
}
