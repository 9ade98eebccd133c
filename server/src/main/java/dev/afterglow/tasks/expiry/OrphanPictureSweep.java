package dev.afterglow.tasks.expiry;

import dev.afterglow.tasks.pictures.ReferencePictureStore;
import dev.afterglow.tasks.store.TaskStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Deletes pictures that belong to no unfinished task, as failures leave them. A picture is kept
 * before its task is in the database, so one is only deleted if it was without a task an hour
 * before as well.
 */
public final class OrphanPictureSweep {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);

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
   * At the start of a process nobody is about to add a task, unless other nodes are at work: all
   * orphans are deleted at once, and the others count for their owners.
   */
  public void atStart() throws IOException {
    if (pictures.isShared()) {
      due =
          nanoTime.getAsLong(); // with the first round, and nothing waits for a store that is down
      return;
    }
    for (String orphan : orphans()) {
      pictures.delete(orphan);
    }
    pictures.count(store.withPictures());
  }

  /** Works if it is time to. */
  void work() throws IOException {
    long now = nanoTime.getAsLong();
    if (now - due < 0) {
      return;
    }
    due = now + AFTER_A_FAULT.toNanos();
    Set<String> orphans = orphans();
    for (String orphan : orphans) {
      if (suspects.contains(orphan)) {
        pictures.delete(orphan);
      }
    }
    suspects = orphans;
    if (pictures.isShared()) {
      pictures.count(store.withPictures());
    }
    due = now + INTERVAL.toNanos();
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
