package dev.afterglow.admin.doctor;

import static dev.afterglow.sql.Statements.all;

import dev.afterglow.admin.doctor.Finding.Kind;
import dev.afterglow.films.Inventory;
import dev.afterglow.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which films there should be.
 *
 * @param kept by task id, those that were made and not yet deleted
 * @param unfinished ids of tasks that may be writing one
 */
record Films(Map<String, Film> kept, Set<String> unfinished) {
  private static final String NONE = "-";

  private static final String KEPT =
      """
      select id, film_bytes, expires_ms from task
      where state = 'completed' and (expires_ms, id) > (?, ?) order by expires_ms, id limit ?
      """;

  /** A film as its task describes it. */
  record Film(String taskId, long bytes, long expiresMillis) {}

  /**
   * Reads them, a bounded number in one snapshot. The unfinished first, so that a task which ends
   * meanwhile is in one of the two at least.
   */
  static Films read(Database database, int rowsAtOnce) {
    Set<String> unfinished =
        Set.copyOf(
            database.report(tx ->
                all(tx, row -> row.getString(1), "select id from task where ended_ms is null")));
    Map<String, Film> kept = new HashMap<>();
    List<Film> slice = slice(database, new Film("", 0, Long.MIN_VALUE), rowsAtOnce);
    while (!slice.isEmpty()) {
      slice.forEach(film -> kept.put(film.taskId(), film));
      slice = slice(database, slice.getLast(), rowsAtOnce);
    }
    return new Films(Map.copyOf(kept), unfinished);
  }

  private static List<Film> slice(Database database, Film after, int most) {
    return database.read(tx ->
        all(
            tx,
            row -> new Film(row.getString(1), row.getLong(2), row.getLong(3)),
            KEPT,
            after.expiresMillis(),
            after.taskId(),
            most));
  }

  List<Finding> compare(Inventory inventory, Instant now) {
    List<Finding> findings = new ArrayList<>();
    kept.values().forEach(film -> missing(film, inventory, now).ifPresent(findings::add));
    Set<String> unexpected = new HashSet<>(inventory.films().keySet());
    unexpected.addAll(inventory.stills());
    unexpected.removeAll(kept.keySet());
    unexpected.removeAll(unfinished);
    unexpected.forEach(
        id -> findings.add(new Finding(Kind.FILM_WITHOUT_TASK, id, NONE, found(id, inventory))));
    inventory.staged().stream()
        .filter(name -> !unfinished.contains(taskOf(name)))
        .forEach(name -> findings.add(new Finding(Kind.DRAFT, name, NONE, "file")));
    inventory
        .foreign()
        .forEach((name, bytes) ->
            findings.add(new Finding(Kind.STRANGER, name, NONE, bytes + " bytes")));
    return findings;
  }

  /** A film whose time is over may be gone already; one that is there must be whole. */
  private static Optional<Finding> missing(Film film, Inventory inventory, Instant now) {
    Optional<Long> found = Optional.ofNullable(inventory.films().get(film.taskId()));
    boolean mayBeGone = film.expiresMillis() <= now.toEpochMilli();
    boolean agrees = found.map(bytes -> bytes == film.bytes()).orElse(mayBeGone);
    return agrees
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.FILM,
                film.taskId(),
                film.bytes() + " bytes",
                found.map(bytes -> bytes + " bytes").orElse(NONE)));
  }

  private static String found(String id, Inventory inventory) {
    Optional<Long> bytes = Optional.ofNullable(inventory.films().get(id));
    return bytes.map(count -> count + " bytes").orElse("stills");
  }

  private static String taskOf(String staged) {
    String name = staged.substring(staged.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
