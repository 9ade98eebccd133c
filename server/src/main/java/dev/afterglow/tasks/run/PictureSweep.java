package dev.afterglow.tasks.run;

import dev.afterglow.tasks.desk.Pictures;
import dev.afterglow.tasks.store.TaskQueries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Deletes pictures that belong to no unfinished task, as failures leave them. A picture is on disk
 * before its task is in the database, so one is only deleted if it was without a task an hour
 * before as well.
 */
final class PictureSweep {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final Pictures pictures;
  private final TaskQueries queries;
  private final InstantSource time;
  private Set<String> suspects = Set.of();
  private Instant due;

  PictureSweep(Pictures pictures, TaskQueries queries, InstantSource time) {
    this.pictures = pictures;
    this.queries = queries;
    this.time = time;
    this.due = time.instant().plus(INTERVAL);
  }

  /** At the start of a process nobody is about to add a task: all are deleted at once. */
  void atStart() throws IOException {
    for (String stray : strays()) {
      pictures.delete(stray);
    }
  }

  /** Works if it is time to. */
  void work() throws IOException {
    Instant now = time.instant();
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(INTERVAL);
    Set<String> strays = strays();
    for (String stray : strays) {
      if (suspects.contains(stray)) {
        pictures.delete(stray);
      }
    }
    suspects = strays;
  }

  private Set<String> strays() throws IOException {
    // The files first: a task that is added after them has its picture from before.
    Set<String> strays = new HashSet<>(pictures.names());
    queries.withPictures().forEach(strays::remove);
    return strays;
  }
}
