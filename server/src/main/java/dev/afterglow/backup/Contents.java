package dev.afterglow.backup;

import static dev.afterglow.sql.Statements.all;

import dev.afterglow.films.Inventory;
import dev.afterglow.films.Variant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one state of the database says of the files beside it. Read here, and not through the code
 * that writes the tables, as the doctor reads them.
 *
 * @param required the length in bytes of every film that its owner may fetch and of every file of
 *     batches, by path
 * @param wanted paths of the pictures and films that unfinished tasks begin with; a task whose
 *     picture is gone fails by itself and costs nothing
 * @param kept ids of tasks that have a film
 * @param unfinished ids of tasks that may get one
 */
record Contents(
    Map<String, Long> required, Set<String> wanted, Set<String> kept, Set<String> unfinished) {
  private static final String FILMS = "videos/films/";
  private static final String PICTURES = "pictures/";
  private static final String FILES = "files/";

  Contents {
    required = Map.copyOf(required);
    wanted = Set.copyOf(wanted);
    kept = Set.copyOf(kept);
    unfinished = Set.copyOf(unfinished);
  }

  /**
   * Reads it.
   *
   * @param now films whose time is over by then may be gone already
   */
  static Contents read(Connection tx, Instant now) throws SQLException {
    Map<String, Long> required = new HashMap<>();
    Set<String> kept = new HashSet<>();
    record Film(String id, long bytes, long expiresMillis) {}
    for (Film film :
        all(
            tx,
            row -> new Film(row.getString(1), row.getLong(2), row.getLong(3)),
            "select id, film_bytes, expires_ms from task where state = 'completed'")) {
      kept.add(film.id());
      if (film.expiresMillis() > now.toEpochMilli()) {
        required.put("videos/" + Inventory.place(film.id(), Variant.VIDEO), film.bytes());
      }
    }
    record Stored(String id, long bytes) {}
    all(
            tx,
            row -> new Stored(row.getString(1), row.getLong(2)),
            "select id, bytes from stored_file")
        .forEach(file -> required.put(FILES + file.id(), file.bytes()));
    Set<String> wanted = new HashSet<>();
    all(
            tx,
            row -> row.getString(1),
            "select id from task where ended_ms is null and picture_format is not null")
        .forEach(id -> wanted.add(PICTURES + id));
    all(
            tx,
            row -> row.getString(1),
            "select task.id from task join task_beginning on task_beginning.owner_id = task.owner_id"
                + " and task_beginning.task_id = task.id where task.ended_ms is null")
        .forEach(id -> wanted.add(PICTURES + id + Variant.VIDEO.suffix()));
    Set<String> unfinished =
        Set.copyOf(all(tx, row -> row.getString(1), "select id from task where ended_ms is null"));
    return new Contents(required, wanted, kept, unfinished);
  }

  /** The same where the files are kept elsewhere: none of them is missed here. */
  Contents withoutObjects() {
    return new Contents(Map.of(), Set.of(), kept, unfinished);
  }

  /** Whether a file is of use to this state of the database. */
  boolean has(String path) {
    if (path.startsWith(FILMS)) {
      String id = taskOf(path);
      return kept.contains(id) || unfinished.contains(id);
    }
    if (path.startsWith(PICTURES)) {
      return unfinished.contains(taskOf(path));
    }
    return !path.startsWith(FILES) || required.containsKey(path);
  }

  private static String taskOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
